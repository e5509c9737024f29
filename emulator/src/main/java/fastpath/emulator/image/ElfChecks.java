package fastpath.emulator.image;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a file before its tables are read, and refuses a file in which a table or section lies
 * outside of the file or overlaps another. All later reads are therefore within the file, and read
 * no more bytes together than the file has.
 */
final class ElfChecks {
  private static final int SYMBOL_BYTES = 24;
  private static final int RELOCATION_BYTES = 24;

  private static final int I386 = 3;
  private static final int X86_64 = 62;

  /** The names of other machines by number in the gABI's e_machine. */
  private static final Map<Integer, String> OTHERS =
      ImmutableMap.of(
          21, "PowerPC", 22, "S390", 40, "Arm", 183, "AArch64", 243, "RISC-V", 247, "BPF");

  /** The first bytes of LLVM bitcode and of its wrapper (LLVM Bitcode File Format). */
  private static final Set<Integer> BITCODE = Set.of(0xdec04342, 0x0b17c0de);

  private final String name;
  private final byte[] b;

  ElfChecks(String name, byte[] elf) {
    this.name = name;
    this.b = elf;
  }

  void check() {
    if (b.length >= 4 && BITCODE.contains(ElfBytes.i32(b, 0))) {
      throw new LinkException(
          name + ": LLVM bitcode, as clang -flto writes it: compile it without -flto");
    }
    if (b.length < 4 || b[0] != 0x7f || b[1] != 'E' || b[2] != 'L' || b[3] != 'F') {
      throw new LinkException(name + ": not an ELF file");
    }
    require(b.length >= ElfHeaders.HEADER_BYTES, "header cut off");
    checkMachine();
    int type = ElfHeaders.type(b);
    if (type != ElfHeaders.RELOCATABLE
        && type != ElfHeaders.EXECUTABLE
        && type != ElfHeaders.DYNAMIC) {
      throw new LinkException(name + ": neither an object nor an executable: ELF type " + type);
    }
    checkSections();
    if (type != ElfHeaders.RELOCATABLE) {
      checkSegments();
    }
  }

  private void checkMachine() {
    int machine = b[5] == 1 ? ElfBytes.u16(b, 18) : 0;
    if (b[4] == 1 && machine == I386) {
      throw new LinkException(name + ": a 32-bit file for i386: compile it without -m32");
    }
    if (b[4] == 1 && machine == X86_64) {
      throw new LinkException(name + ": a 32-bit file for x32: compile it without -mx32");
    }
    if (b[4] != 2 || machine != X86_64) {
      String other = OTHERS.get(machine);
      throw new LinkException(
          name + ": not an ELF file for x86-64" + (other == null ? "" : ", but for " + other));
    }
  }

  private void checkSections() {
    int count = ElfHeaders.sectionCount(b);
    if (count == 0) {
      return;
    }
    require(ElfBytes.u16(b, 58) == ElfHeaders.SECTION_BYTES, "section header size");
    require(
        inside(ElfBytes.i64(b, 40), (long) count * ElfHeaders.SECTION_BYTES),
        "section headers cut off");
    require(ElfHeaders.nameTable(b) < count, "section name table");
    List<ElfHeaders.Section> sections = ElfHeaders.sections(b);
    long bytes = 0;
    int symbolTables = 0;
    int dynamicTables = 0;
    for (int i = 0; i < count; i++) {
      ElfHeaders.Section s = sections.get(i);
      checkSection(i, s);
      checkTable(s, sections);
      bytes += s.hasBytes() ? s.size() : 0;
      symbolTables += s.type() == ElfHeaders.Section.SYMBOLS ? 1 : 0;
      dynamicTables += s.type() == ElfHeaders.Section.DYNAMIC_SYMBOLS ? 1 : 0;
    }
    require(bytes <= b.length, "sections overlap");
    require(symbolTables <= 1 && dynamicTables <= 1, "two symbol tables");
  }

  private void checkSection(int i, ElfHeaders.Section s) {
    long align = s.align();
    require(s.size() >= 0 && s.size() <= Integer.MAX_VALUE, "size of section " + i);
    require(
        (align & align - 1) == 0 && align >= 0 && align <= 1 << 30, "alignment of section " + i);
    require(!s.hasBytes() || inside(s.offset(), s.size()), "section " + i + " cut off");
  }

  private void checkTable(ElfHeaders.Section s, List<ElfHeaders.Section> sections) {
    boolean linked = s.link() >= 0 && s.link() < sections.size();
    boolean informed = s.info() >= 0 && s.info() < sections.size();
    switch (s.type()) {
      case ElfHeaders.Section.SYMBOLS, ElfHeaders.Section.DYNAMIC_SYMBOLS -> {
        require(s.entrySize() == SYMBOL_BYTES && s.size() % SYMBOL_BYTES == 0, "symbol table");
        require(linked, "symbol table's names");
      }
      case ElfHeaders.Section.RELA -> {
        require(
            s.entrySize() == RELOCATION_BYTES && s.size() % RELOCATION_BYTES == 0,
            "relocation table");
        boolean linkedFile = ElfHeaders.type(b) != ElfHeaders.RELOCATABLE;
        require(linkedFile || informed, "relocation table's section");
        require(
            s.size() == 0 || linkedFile || sections.get(s.info()).hasBytes(),
            "relocations of a section without bytes");
      }
      case ElfHeaders.Section.REL -> {
        if (ElfHeaders.type(b) == ElfHeaders.RELOCATABLE) {
          throw new LinkException(
              name + ": relocations without addends (SHT_REL) are not x86-64's");
        }
      }
      default -> {}
    }
  }

  private void checkSegments() {
    int count = ElfHeaders.segmentCount(b);
    require(count == 0 || ElfBytes.u16(b, 54) == ElfHeaders.SEGMENT_BYTES, "program header size");
    require(
        inside(ElfBytes.i64(b, 32), (long) count * ElfHeaders.SEGMENT_BYTES),
        "program headers cut off");
    List<ElfHeaders.Segment> segments = ElfHeaders.segments(b);
    for (int i = 0; i < count; i++) {
      ElfHeaders.Segment s = segments.get(i);
      require(inside(s.offset(), s.fileSize()), "segment " + i + " cut off");
      require(
          s.memorySize() >= s.fileSize() || s.type() != ElfHeaders.Segment.LOAD,
          "size of segment " + i);
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
