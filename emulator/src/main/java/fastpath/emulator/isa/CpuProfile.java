package fastpath.emulator.isa;

import java.util.Arrays;
import java.util.Optional;

/**
 * The maker whose CPUs are emulated where Intel's and AMD's differ. Rows of the instruction table
 * that depend on it have a {@link MakerDifference}; the package's page lists them.
 */
public enum CpuProfile {
  /** Intel 64, as family 6 model 207 behaves; the reference. */
  INTEL("intel", "GenuineIntel"),
  /** AMD64, as family 25 model 17 behaves. */
  AMD("amd", "AuthenticAMD");

  private final String label;
  private final String vendor;

  CpuProfile(String label, String vendor) {
    this.label = label;
    this.vendor = vendor;
  }

  /** The name for {@code --cpu}: {@code intel}, {@code amd}. */
  public String label() {
    return label;
  }

  /** The 12 characters that cpuid leaf 0 gives on this maker's CPUs. */
  public String vendor() {
    return vendor;
  }

  /** The profile of a name for {@code --cpu}. */
  public static Optional<CpuProfile> named(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /** The profile of a CPU whose cpuid leaf 0 gives this vendor; empty for any other maker. */
  public static Optional<CpuProfile> ofVendor(String vendor) {
    return Arrays.stream(values()).filter(p -> p.vendor.equals(vendor)).findFirst();
  }
}
