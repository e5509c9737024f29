package fastpath.lab.boot;

import fastpath.emulator.isa.CpuProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The CPUs by name, and their features by the names in /proc/cpuinfo; the resource {@code cpus}
 * lists both.
 */
final class CpuProfiles {
  private static final String RESOURCE = "/fastpath/lab/boot/cpus";
  private static final int BITS = 32;

  private final Map<String, Integer> features = new LinkedHashMap<>();
  private final Set<Integer> mitigations = new LinkedHashSet<>();
  private final Map<String, BootCpu> cpus = new LinkedHashMap<>();

  private CpuProfiles() {
    text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::read);
  }

  private static CpuProfiles all() {
    return Holder.ALL;
  }

  /** Holds the contents of the resource, which is read on first use. */
  private static final class Holder {
    static final CpuProfiles ALL = new CpuProfiles();
  }

  private static String text() {
    try (InputStream in = CpuProfiles.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) {
    List<String> words = List.of(line.split(" +"));
    String name = words.get(1);
    List<String> rest = words.subList(2, words.size());
    switch (words.getFirst()) {
      case "feature", "mitigation" -> {
        int number = Integer.parseInt(rest.get(0)) * BITS + Integer.parseInt(rest.get(1));
        features.put(name, number);
        if (words.getFirst().equals("mitigation")) {
          mitigations.add(number);
        }
      }
      case "cpu" -> {
        Set<Integer> has = new LinkedHashSet<>();
        CpuProfile maker = CpuProfile.named(rest.getFirst()).orElseThrow();
        for (String word : rest.subList(1, rest.size())) {
          if (cpus.containsKey(word)) {
            has.addAll(cpus.get(word).features());
          } else {
            has.add(features.get(word));
          }
        }
        cpus.put(name, new BootCpu(name, maker, has));
      }
      default -> throw new IllegalStateException("line of " + RESOURCE + ": " + line);
    }
  }

  /** Returns the numbers of the features, by name. */
  static Map<String, Integer> features() {
    return all().features;
  }

  /** Returns the features that the kernel sets to mitigate a weakness of a CPU. */
  static Set<Integer> mitigations() {
    return all().mitigations;
  }

  /** Returns the number of the feature that has a name. */
  static int feature(String name) {
    Integer number = all().features.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          name + ": no feature; features are " + String.join(", ", all().features.keySet()));
    }
    return number;
  }

  /** Returns the CPU that has a name. */
  static BootCpu named(String name) {
    BootCpu cpu = all().cpus.get(name);
    if (cpu == null) {
      throw new IllegalArgumentException(
          "no such CPU; these are: " + String.join(", ", all().cpus.keySet()) + ", host");
    }
    return cpu;
  }
}
