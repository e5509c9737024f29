package fastpath.lab.boot;

/**
 * A place in the kernel's text that boot has patched.
 *
 * @param length in bytes
 */
public record PatchSite(long address, int length, PatchKind kind) {
  /** True if an address lies in the place. */
  public boolean contains(long a) {
    return Long.compareUnsigned(a - address, length) < 0;
  }
}
