package fastpath.lab.boot;

/**
 * A place that boot has patched.
 *
 * @param length in bytes
 */
public record PatchSite(long address, int length, PatchKind kind) {
  /** True if the place contains an address. */
  public boolean contains(long a) {
    return Long.compareUnsigned(a - address, length) < 0;
  }
}
