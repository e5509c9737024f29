package fastpath.lab.vmlinux;

import java.util.ArrayList;
import java.util.List;

/** A section of a kernel's ELF file, by its section header. */
record KernelSection(
    String name, int type, long flags, long address, int offset, int size, int header) {
  private static final int HEADER = 64;
  private static final int NOBITS = 8;
  private static final int ALLOC = 2;
  private static final int EXECUTE = 4;

  /** Returns all sections, by the number of the section header. */
  static List<KernelSection> of(byte[] elf) {
    List<KernelSection> all = new ArrayList<>();
    int headers = (int) Words.i64(elf, 40);
    int count = Words.u16(elf, 60);
    int names = count == 0 ? 0 : (int) Words.i64(elf, headers + HEADER * Words.u16(elf, 62) + 24);
    for (int i = 0; i < count; i++) {
      int at = headers + HEADER * i;
      all.add(
          new KernelSection(
              text(elf, names + Words.u32(elf, at)),
              Words.i32(elf, at + 4),
              Words.i64(elf, at + 8),
              Words.i64(elf, at + 16),
              (int) Words.i64(elf, at + 24),
              (int) Words.i64(elf, at + 32),
              at));
    }
    return all;
  }

  /**
   * Returns the offset at which the ELF file ends by its headers: behind the section headers or
   * behind the last section, whichever is higher.
   */
  static int end(byte[] elf) {
    long end = Words.i64(elf, 40) + (long) HEADER * Words.u16(elf, 60);
    for (KernelSection s : of(elf)) {
      end = Math.max(end, s.hasBytes() ? (long) s.offset + s.size : 0);
    }
    return (int) Math.min(end, elf.length);
  }

  private static String text(byte[] b, long at) {
    StringBuilder text = new StringBuilder();
    for (long i = at; i >= 0 && i < b.length && b[(int) i] != 0 && text.length() < 256; i++) {
      text.append((char) (b[(int) i] & 0xff));
    }
    return text.toString();
  }

  boolean contains(long a) {
    return (flags & ALLOC) != 0 && Long.compareUnsigned(a - address, size) < 0;
  }

  boolean isCode() {
    return (flags & EXECUTE) != 0;
  }

  boolean hasBytes() {
    return type != NOBITS && type != 0;
  }

  /** Returns the section's bytes in the file. */
  byte[] bytes(byte[] elf) {
    return java.util.Arrays.copyOfRange(elf, offset, offset + size);
  }
}
