package fastpath.emulator;

import fastpath.emulator.isa.CpuProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identity of a CPU, as the cpuid instruction reports it.
 *
 * @param vendor the 12 characters of cpuid leaf 0
 * @param family the family with the extended family added, as Linux shows it
 * @param model the model with the extended model in its upper half
 * @param stepping the stepping of the model
 */
public record CpuIdentity(String vendor, int family, int model, int stepping) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** Returns the identity of the host CPU; empty if the host is not x86-64 under Linux. */
  public static Optional<CpuIdentity> ofHost() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return Optional.empty();
    }
    try {
      return parse(Files.readAllLines(CPUINFO));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Parses the lines of /proc/cpuinfo, of which only the first CPU's block is used; empty if a line
   * is missing.
   */
  static Optional<CpuIdentity> parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    try {
      return Optional.ofNullable(values.get("vendor_id"))
          .map(vendor ->
              new CpuIdentity(
                  vendor,
                  Integer.parseInt(values.getOrDefault("cpu family", "")),
                  Integer.parseInt(values.getOrDefault("model", "")),
                  Integer.parseInt(values.getOrDefault("stepping", ""))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns the profile of the CPU's maker; empty if the maker is neither Intel nor AMD. */
  public Optional<CpuProfile> profile() {
    return CpuProfile.ofVendor(vendor);
  }

  @Override
  public String toString() {
    return "%s family %d model %d stepping %d".formatted(vendor, family, model, stepping);
  }
}
