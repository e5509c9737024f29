package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.List;

/** Reads the header tables of an ELF64 file without checks; {@link ElfChecks} checks the tables. */
final class ElfHeaders {
  static final int RELOCATABLE = 1;
  static final int EXECUTABLE = 2;
  static final int DYNAMIC = 3;

  static final int HEADER_BYTES = 64;
  static final int SECTION_BYTES = 64;
  static final int SEGMENT_BYTES = 56;

  /** An entry of the section header table (System V ABI, figure 4-8). */
  record Section(
      int name,
      int type,
      long flags,
      long address,
      long offset,
      long size,
      int link,
      int info,
      long align,
      long entrySize) {
    static final int NULL = 0;
    static final int SYMBOLS = 2;
    static final int RELA = 4;
    static final int NOBITS = 8;
    static final int REL = 9;
    static final int DYNAMIC_SYMBOLS = 11;
    static final int GROUP = 17;
    static final int RELR = 19;

    boolean hasBytes() {
      return type != NULL && type != NOBITS;
    }
  }

  /** An entry of the program header table (System V ABI, figure 5-1). */
  record Segment(int type, int flags, long offset, long address, long fileSize, long memorySize) {
    static final int LOAD = 1;
  }

  private ElfHeaders() {}

  static int type(byte[] elf) {
    return ElfBytes.u16(elf, 16);
  }

  static long entry(byte[] elf) {
    return ElfBytes.i64(elf, 24);
  }

  static int sectionCount(byte[] elf) {
    return ElfBytes.u16(elf, 60);
  }

  static int nameTable(byte[] elf) {
    return ElfBytes.u16(elf, 62);
  }

  static int segmentCount(byte[] elf) {
    return ElfBytes.u16(elf, 56);
  }

  /** Reads the section header table, which must lie inside of the file. */
  static List<Section> sections(byte[] elf) {
    List<Section> all = new ArrayList<>();
    for (int i = 0; i < sectionCount(elf); i++) {
      int at = (int) ElfBytes.i64(elf, 40) + i * SECTION_BYTES;
      all.add(
          new Section(
              ElfBytes.i32(elf, at),
              ElfBytes.i32(elf, at + 4),
              ElfBytes.i64(elf, at + 8),
              ElfBytes.i64(elf, at + 16),
              ElfBytes.i64(elf, at + 24),
              ElfBytes.i64(elf, at + 32),
              ElfBytes.i32(elf, at + 40),
              ElfBytes.i32(elf, at + 44),
              ElfBytes.i64(elf, at + 48),
              ElfBytes.i64(elf, at + 56)));
    }
    return all;
  }

  /** Reads the program header table, which must lie inside of the file. */
  static List<Segment> segments(byte[] elf) {
    List<Segment> all = new ArrayList<>();
    for (int i = 0; i < segmentCount(elf); i++) {
      int at = (int) ElfBytes.i64(elf, 32) + i * SEGMENT_BYTES;
      all.add(
          new Segment(
              ElfBytes.i32(elf, at),
              ElfBytes.i32(elf, at + 4),
              ElfBytes.i64(elf, at + 8),
              ElfBytes.i64(elf, at + 16),
              ElfBytes.i64(elf, at + 32),
              ElfBytes.i64(elf, at + 40)));
    }
    return all;
  }
}
