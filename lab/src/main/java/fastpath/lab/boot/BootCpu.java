package fastpath.lab.boot;

import fastpath.emulator.isa.CpuProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The CPU that a kernel boots on. Features are numbered as in the kernel's
 * arch/x86/include/asm/cpufeatures.h, 32 times the word plus the bit, which is the same from 6.1 to
 * 6.12 for those that are named here.
 *
 * @param name of the profile
 * @param maker maker whose instructions the kernel uses
 * @param features features of the CPU and those that the kernel sets for its mitigations
 */
public record BootCpu(String name, CpuProfile maker, Set<Integer> features) {
  static final int RETPOLINE = 11 * 32 + 12;
  static final int RETPOLINE_LFENCE = 11 * 32 + 13;
  static final int RETHUNK = 11 * 32 + 14;
  static final int LA57 = 16 * 32 + 16;
  private static final int UNRET = 11 * 32 + 15;
  private static final int SRSO = 11 * 32 + 24;
  private static final int SRSO_ALIAS = 11 * 32 + 25;

  /** The word that turns the kernel's mitigations off. */
  private static final String OFF = "mitigations=off";

  /** The name that stands for the CPU of this machine. */
  public static final String HOST = "host";

  private static final String WITHOUT = "no-";

  boolean has(int feature) {
    return features.contains(feature);
  }

  /**
   * The thunk that returns jump to; empty if they do not jump, or jump to the thunk that they are
   * linked to.
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
   * The CPU that {@code --cpu} describes: a profile, and behind commas features to add, features to
   * leave out ({@code no-smap}) and {@code mitigations=off}.
   *
   * @throws IllegalArgumentException if a word is unknown; the message lists the known ones
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
