package fastpath.lab.boot;

import com.google.common.collect.ImmutableMap;
import fastpath.emulator.CpuInfo;
import fastpath.emulator.isa.CpuProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the host CPU's features, and the mitigations that the host's kernel has chosen. */
final class HostCpu {
  private static final Path VULNERABILITIES = Path.of("/sys/devices/system/cpu/vulnerabilities");

  private HostCpu() {}

  /**
   * Returns the host CPU.
   *
   * @throws IllegalArgumentException if /proc/cpuinfo cannot be read, or if the maker is neither
   *     Intel nor AMD
   */
  static BootCpu read() {
    try {
      CpuInfo host = CpuInfo.ofHost();
      CpuProfile maker =
          host.value("vendor_id")
              .flatMap(CpuProfile::ofVendor)
              .orElseThrow(() -> new IllegalArgumentException("host: neither Intel's nor AMD's"));
      Set<String> flags = host.flags();
      Set<Integer> has = new TreeSet<>();
      CpuProfiles.features()
          .forEach((name, n) -> {
            if (flags.contains(name)) has.add(n);
          });
      has.add(CpuProfiles.feature("always"));
      chosen().forEach(name -> has.add(CpuProfiles.feature(name)));
      return new BootCpu(BootCpu.HOST, maker, has);
    } catch (IOException e) {
      throw new IllegalArgumentException("host: /proc/cpuinfo cannot be read here");
    }
  }

  /**
   * Returns the chosen mitigations that /proc/cpuinfo does not show, read from the files in
   * /sys/devices/system/cpu/vulnerabilities.
   */
  private static Set<String> chosen() throws IOException {
    Map<String, Map<String, List<String>>> told =
        ImmutableMap.of(
            "spectre_v2", Map.of("Retpolines", List.of("retpoline")),
            "spec_rstack_overflow", Map.of("Safe RET", List.of("rethunk", "srso")),
            "retbleed", Map.of("untrained return thunk", List.of("rethunk", "unret")));
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, Map<String, List<String>>> e : told.entrySet()) {
      Path file = VULNERABILITIES.resolve(e.getKey());
      String text = Files.exists(file) ? Files.readString(file) : "";
      e.getValue()
          .forEach((words, set) -> {
            if (text.contains(words)) names.addAll(set);
          });
    }
    return names;
  }
}
