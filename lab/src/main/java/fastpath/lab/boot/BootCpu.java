package fastpath.lab.boot;

import fastpath.emulator.isa.CpuProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The CPU that a kernel boots on. A feature's number is that of the kernel's
 * arch/x86/include/asm/cpufeatures.h, 32 times the word plus the bit; the features named here have
 * the same numbers from 6.1 to 6.12.
 *
 * @param name the profile's name, or the CPU as {@code --cpu} describes it
 * @param maker the CPU's maker, whose instructions the kernel uses
 * @param features the numbers of the CPU's features, and of those that the kernel sets for its
 *     mitigations
 */
public record BootCpu(String name, CpuProfile maker, Set<Integer> features) {
  static final int RETPOLINE = 11 * 32 + 12;
  static final int RETPOLINE_LFENCE = 11 * 32 + 13;
  static final int RETHUNK = 11 * 32 + 14;
  static final int LA57 = 16 * 32 + 16;
  private static final int UNRET = 11 * 32 + 15;
  private static final int SRSO = 11 * 32 + 24;
  private static final int SRSO_ALIAS = 11 * 32 + 25;

  /** The word in {@code --cpu} that turns the kernel's mitigations off. */
  private static final String OFF = "mitigations=off";

  /** The name of the host CPU in {@code --cpu}. */
  public static final String HOST = "host";

  private static final String WITHOUT = "no-";

  boolean has(int feature) {
    return features.contains(feature);
  }

  /**
   * Returns the symbol of the thunk that returns jump to; empty if returns do not jump, or if they
   * jump to the thunk that they are linked to.
   */
  Optional<String> returnThunk() {
    if (!has(RETHUNK)) {
      return Optional.empty();
    }
    return has(SRSO_ALIAS)
        ? Optional.of("srso_alias_return_thunk")
        : has(SRSO)
            ? Optional.of("srso_return_thunk")
            : has(UNRET) ? Optional.of("retbleed_return_thunk") : Optional.empty();
  }

  /**
   * Returns the CPU that {@code --cpu} describes: a profile, followed by a comma before each
   * feature to add, each feature to leave out ({@code no-smap}), and {@code mitigations=off}.
   *
   * @throws IllegalArgumentException if a word is unknown; the message lists the known words
   */
  public static BootCpu of(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(",", -1)));
    String profile = words.removeFirst();
    BootCpu base = profile.equals(HOST) ? HostCpu.read() : CpuProfiles.named(profile);
    Set<Integer> features = new TreeSet<>(base.features);
    for (String word : words) {
      if (word.equals(OFF)) {
        features.removeAll(CpuProfiles.mitigations());
      } else if (word.startsWith(WITHOUT)) {
        features.remove(CpuProfiles.feature(word.substring(WITHOUT.length())));
      } else {
        features.add(CpuProfiles.feature(word));
      }
    }
    return new BootCpu(text, base.maker, features);
  }
}
