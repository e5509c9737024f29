package fastpath.emulator.image;

/**
 * A section of a linked image.
 *
 * @param address of its first byte; per-CPU sections are linked at 0, debug sections have none (0)
 * @param size in bytes
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
