package fastpath.emulator.image;

/**
 * A section of a linked image.
 *
 * @param address address of the section's first byte; per-CPU sections are linked at 0, and debug
 *     sections have address 0
 * @param size size in bytes
 * @param flags ELF's sh_flags
 */
public record Section(String name, long address, long size, long flags) {
  public boolean contains(long a) {
    return Long.compareUnsigned(a - address, size) < 0;
  }

  public boolean isCode() {
    return (flags & 4) != 0;
  }
}
