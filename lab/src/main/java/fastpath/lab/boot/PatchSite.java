package fastpath.lab.boot;

/**
 * A place that boot has patched.
 *
 * @param length in bytes
 */
public record PatchSite(long address, int length, PatchKind kind) {
  /** Whether an address lies in it. */
  public boolean contains(long a) {
    return Long.compareUnsigned(a - address, length) < 0;
  }
}
