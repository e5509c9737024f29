package fastpath.emulator;

import fastpath.emulator.isa.CpuProfile;
import java.io.IOException;
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
  /** Returns the identity of the host CPU; empty if the host is not x86-64 under Linux. */
  public static Optional<CpuIdentity> ofHost() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return Optional.empty();
    }
    try {
      return of(CpuInfo.ofHost());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the identity of a CPU; empty if a part of the identity is missing. */
  static Optional<CpuIdentity> of(CpuInfo cpu) {
    try {
      return cpu.value("vendor_id")
          .map(vendor ->
              new CpuIdentity(
                  vendor,
                  number(cpu, "cpu family"),
                  number(cpu, "model"),
                  number(cpu, "stepping")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int number(CpuInfo cpu, String name) {
    return Integer.parseInt(cpu.value(name).orElse(""));
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
