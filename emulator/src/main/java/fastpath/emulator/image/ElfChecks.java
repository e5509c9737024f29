package fastpath.emulator.image;

/** Refuses a file in which a table or section lies outside the file, before anything reads it. */
final class ElfChecks {
  private static final int HEADER = 64;
  private static final int SECTION_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SYMTAB = 2;
  private static final int RELA = 4;
  private static final int REL = 9;

  private final String name;
  private final byte[] b;

  ElfChecks(String name, byte[] elf) {
    this.name = name;
    this.b = elf;
  }

  void check() {
    if (b.length < 4 || b[0] != 0x7f || b[1] != 'E' || b[2] != 'L' || b[3] != 'F') {
      throw new LinkException(name + ": not an ELF file");
    }
    require(b.length >= HEADER, "header cut off");
    if (b[4] != 2 || b[5] != 1 || Bytes.u16(b, 18) != 62) {
      throw new LinkException(name + ": not an ELF file for x86-64");
    }
    int type = Bytes.u16(b, 16);
    if (type != 1 && type != 2) {
      throw new LinkException(
          name
              + ": neither a relocatable object nor a static executable (link with -static"
              + " -no-pie)");
    }
    // jelf has these counts as signed shorts.
    require(Bytes.u16(b, 56) <= Short.MAX_VALUE, "number of program headers");
    require(Bytes.u16(b, 60) <= Short.MAX_VALUE, "number of sections");
    checkSections();
    if (type == 2) {
      checkSegments();
    }
  }

  private void checkSections() {
    int count = Bytes.u16(b, 60);
    if (count == 0) {
      return;
    }
    long table = Bytes.i64(b, 40);
    require(Bytes.u16(b, 58) == SECTION_HEADER, "section header size");
    require(inside(table, (long) count * SECTION_HEADER), "section headers cut off");
    require(Bytes.u16(b, 62) < count, "section name table");
    for (int i = 0; i < count; i++) {
      int at = (int) table + i * SECTION_HEADER;
      int type = Bytes.i32(b, at + 4);
      long size = Bytes.i64(b, at + 32);
      long align = Bytes.i64(b, at + 48);
      require(size >= 0 && size <= Integer.MAX_VALUE, "size of section " + i);
      require(
          (align & align - 1) == 0 && align >= 0 && align <= 1 << 30, "alignment of section " + i);
      require(
          type == 0 || type == ObjectSection.NOBITS || inside(Bytes.i64(b, at + 24), size),
          "section " + i + " cut off");
      int link = Bytes.i32(b, at + 40);
      int info = Bytes.i32(b, at + 44);
      if (type == SYMTAB) {
        require(Bytes.i64(b, at + 56) == 24 && size % 24 == 0, "symbol table");
        require(link >= 0 && link < count, "symbol table's names");
      }
      if (type == RELA) {
        require(Bytes.i64(b, at + 56) == 24 && size % 24 == 0, "relocation table");
        require(info >= 0 && info < count, "relocation table's section");
      }
      if (type == REL && Bytes.u16(b, 16) == 1) {
        throw new LinkException(name + ": relocations without addends (SHT_REL) are not x86-64's");
      }
    }
  }

  private void checkSegments() {
    int count = Bytes.u16(b, 56);
    long table = Bytes.i64(b, 32);
    require(count == 0 || Bytes.u16(b, 54) == PROGRAM_HEADER, "program header size");
    require(inside(table, (long) count * PROGRAM_HEADER), "program headers cut off");
    for (int i = 0; i < count; i++) {
      int at = (int) table + i * PROGRAM_HEADER;
      long fileSize = Bytes.i64(b, at + 32);
      long memorySize = Bytes.i64(b, at + 40);
      require(inside(Bytes.i64(b, at + 8), fileSize), "segment " + i + " cut off");
      require(memorySize >= fileSize || Bytes.i32(b, at) != 1, "size of segment " + i);
    }
  }

  private boolean inside(long offset, long size) {
    return offset >= 0 && size >= 0 && offset <= b.length && size <= b.length - offset;
  }

  private void require(boolean condition, String what) {
    if (!condition) {
      throw new LinkException(name + ": malformed ELF file: " + what);
    }
  }
}
