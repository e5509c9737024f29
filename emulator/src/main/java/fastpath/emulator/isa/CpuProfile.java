package fastpath.emulator.isa;

import java.util.Arrays;
import java.util.Optional;

/**
 * The maker of the emulated CPU, Intel or AMD, which matters where the two makers' CPUs differ.
 * Rows of the instruction table that depend on the maker have a {@link MakerDifference}; the
 * package's page lists the differences.
 */
public enum CpuProfile {
  /** Intel 64, which is the reference; as CPUs of family 6 model 207 behave. */
  INTEL("intel", "GenuineIntel"),
  /** AMD64, as CPUs of family 25 model 17 behave. */
  AMD("amd", "AuthenticAMD");

  private final String label;
  private final String vendor;

  CpuProfile(String label, String vendor) {
    this.label = label;
    this.vendor = vendor;
  }

  /** Returns the profile's name in the option {@code --cpu}: {@code intel} or {@code amd}. */
  public String label() {
    return label;
  }

  /**
   * Returns the 12 characters of the vendor string that cpuid leaf 0 gives on this maker's CPUs.
   */
  public String vendor() {
    return vendor;
  }

  /** Returns the profile with a name in the option {@code --cpu}. */
  public static Optional<CpuProfile> named(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /**
   * Returns the profile of a CPU whose cpuid leaf 0 gives a vendor string; empty for any other
   * maker.
   */
  public static Optional<CpuProfile> ofVendor(String vendor) {
    return Arrays.stream(values()).filter(p -> p.vendor.equals(vendor)).findFirst();
  }
}
