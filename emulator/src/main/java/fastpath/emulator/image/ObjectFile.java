package fastpath.emulator.image;

import fastpath.emulator.elf.RelocationType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ELF64 x86-64 relocatable object, executable or shared object, checked and parsed. {@link
 * ElfChecks} checks that every table lies inside of the file before any table is read.
 */
public final class ObjectFile {
  private static final int SYMBOL_BYTES = 24;
  private static final Symbol.Type[] TYPES = Symbol.Type.values();

  /**
   * The limit on the total length of names, as a multiple of the file's size; names may share
   * bytes, so their total may exceed the size.
   */
  private static final int NAMES_PER_FILE = 16;

  /** A segment of type PT_LOAD of an executable. */
  record Load(long address, int offset, int fileSize, long memorySize, int flags) {}

  /**
   * A section group: the name of its signature symbol, whether it is a COMDAT group, and its member
   * sections.
   */
  record Group(String signature, boolean comdat, int[] members) {}

  private final String name;
  private final byte[] elf;
  private final boolean executable;
  private final boolean movable;
  private final DynamicTable dynamic;
  private final long entry;
  private final List<ObjectSection> sections = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private long nameBytesLeft;

  private ObjectFile(String name, byte[] elf) {
    this.name = name;
    this.elf = elf;
    this.executable = ElfHeaders.type(elf) != ElfHeaders.RELOCATABLE;
    this.movable = ElfHeaders.type(elf) == ElfHeaders.DYNAMIC;
    this.entry = ElfHeaders.entry(elf);
    this.nameBytesLeft = (long) NAMES_PER_FILE * elf.length;
    List<ElfHeaders.Section> raw = ElfHeaders.sections(elf);
    ElfHeaders.Section nameTable = raw.isEmpty() ? null : raw.get(ElfHeaders.nameTable(elf));
    for (int i = 0; i < raw.size(); i++) {
      sections.add(new ObjectSection(this, i, string(nameTable, raw.get(i).name()), raw.get(i)));
    }
    for (ElfHeaders.Section s : raw) {
      if (s.type() == ElfHeaders.Section.SYMBOLS) {
        readSymbols(symbols, s, raw.get(s.link()));
      }
    }
    dynamic = dynamicTable(raw);
    if (symbols.isEmpty()) {
      symbols.addAll(dynamic.symbols());
    }
    for (int i = 0; i < raw.size(); i++) {
      ElfHeaders.Section s = raw.get(i);
      if (s.type() == ElfHeaders.Section.RELA && !executable) {
        sections.get(s.info()).relocatedBy(i);
      } else if (s.type() == ElfHeaders.Section.GROUP) {
        readGroup(sections.get(i), s.info());
      }
    }
    if (executable) {
      readLoads();
    }
  }

  private void readLoads() {
    for (ElfHeaders.Segment s : ElfHeaders.segments(elf)) {
      if (s.type() == ElfHeaders.Segment.LOAD) {
        loads.add(
            new Load(s.address(), (int) s.offset(), (int) s.fileSize(), s.memorySize(), s.flags()));
      }
    }
  }

  /**
   * Reads and checks a file.
   *
   * @param name the file's name in messages
   * @throws LinkException if the file is not ELF64 for x86-64, or is truncated or inconsistent
   */
  public static ObjectFile read(String name, byte[] elf) {
    new ElfChecks(name, elf).check();
    ObjectFile file = new ObjectFile(name, elf);
    file.checkHasCode();
    return file;
  }

  /** Refuses a file of gcc -flto, which contains gcc's intermediate code and no machine code. */
  private void checkHasCode() {
    boolean intermediate = sections.stream().anyMatch(s -> s.name().startsWith(".gnu.lto_"));
    if (intermediate && sections.stream().noneMatch(s -> s.isCode() && s.size() > 0)) {
      throw new LinkException(
          name
              + ": made by gcc -flto, which leaves the machine code to the linker: compile it"
              + " without -flto, or with -ffat-lto-objects");
    }
  }

  private void readSymbols(
      List<Symbol> into, ElfHeaders.Section table, ElfHeaders.Section strings) {
    int from = (int) table.offset();
    for (int at = from; at < from + table.size(); at += SYMBOL_BYTES) {
      into.add(symbol(at, strings));
    }
  }

  /**
   * Reads the symbols and relocations that an executable or shared object has for the dynamic
   * linker.
   */
  private DynamicTable dynamicTable(List<ElfHeaders.Section> raw) {
    List<Symbol> names = new ArrayList<>();
    List<Relocation> relocations = new ArrayList<>();
    List<Long> relative = new ArrayList<>();
    if (executable) {
      for (ElfHeaders.Section s : raw) {
        if (s.type() == ElfHeaders.Section.DYNAMIC_SYMBOLS) {
          readSymbols(names, s, raw.get(s.link()));
        }
      }
      for (ObjectSection s : sections) {
        if (s.isAllocated() && s.type() == ElfHeaders.Section.RELA) {
          relocations.addAll(relocations(s.name(), s.index(), names.size(), Long.MAX_VALUE));
        } else if (s.isAllocated() && s.type() == ElfHeaders.Section.RELR) {
          long[] words = new long[(int) s.size() / Long.BYTES];
          Arrays.setAll(words, i -> ElfBytes.i64(elf, s.fileOffset() + Long.BYTES * i));
          relative.addAll(DynamicTable.relative(words));
        }
      }
    }
    if (names.isEmpty()) {
      names.add(
          new Symbol("", 0, 0, Symbol.Type.NOTYPE, Symbol.Binding.LOCAL, Symbol.UNDEFINED, ""));
    }
    return new DynamicTable(names, relocations, relative);
  }

  private Symbol symbol(int at, ElfHeaders.Section strings) {
    int section = ElfBytes.u16(elf, at + 6);
    int type = elf[at + 4] & 15;
    if (section >= sections.size() && section < 0xff00 || section == 0xffff) {
      throw new LinkException(name + ": malformed ELF file: a symbol in section " + section);
    }
    ObjectSection in = section > 0 && section < 0xff00 ? sections.get(section) : null;
    String text = string(strings, ElfBytes.i32(elf, at));
    int version = executable ? text.indexOf('@') : -1;
    text = version > 0 ? text.substring(0, version) : text;
    boolean ofSection = type < TYPES.length && TYPES[type] == Symbol.Type.SECTION;
    return new Symbol(
        ofSection && in != null && text.isEmpty() ? in.name() : text,
        ElfBytes.i64(elf, at + 8),
        ElfBytes.i64(elf, at + 16),
        // Symbols of type STT_GNU_IFUNC and similar types are called like functions.
        type < TYPES.length ? TYPES[type] : Symbol.Type.FUNC,
        switch ((elf[at + 4] & 0xff) >> 4) {
          case 0 -> Symbol.Binding.LOCAL;
          case 2 -> Symbol.Binding.WEAK;
          default -> Symbol.Binding.GLOBAL;
        },
        section,
        in == null ? "" : in.name());
  }

  private void readGroup(ObjectSection s, int signature) {
    int count = (int) (s.size() / 4);
    if (count == 0 || signature < 0 || signature >= symbols.size()) {
      throw new LinkException(name + ": malformed ELF file: section group " + s.index());
    }
    int[] members = new int[count - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = s.word(4 * (i + 1));
      if (members[i] <= 0 || members[i] >= sections.size()) {
        throw new LinkException(name + ": malformed ELF file: section group " + s.index());
      }
    }
    groups.add(new Group(symbols.get(signature).name(), (s.word(0) & 1) != 0, members));
  }

  private String string(ElfHeaders.Section table, int offset) {
    if (table == null || !table.hasBytes() || offset == 0 && table.size() == 0) {
      return "";
    }
    if (offset < 0 || offset >= table.size()) {
      throw new LinkException(name + ": malformed ELF file: name outside the string table");
    }
    int from = (int) table.offset() + offset;
    int end = (int) (table.offset() + table.size());
    int to = from;
    while (to < end && elf[to] != 0) {
      to++;
    }
    nameBytesLeft -= to - from;
    if (nameBytesLeft < 0) {
      throw new LinkException(name + ": malformed ELF file: names longer than the file has room");
    }
    return new String(elf, from, to - from, StandardCharsets.UTF_8);
  }

  List<Relocation> relocations(ObjectSection of, int section) {
    List<Relocation> all = relocations(of.name(), section, symbols.size(), of.size());
    for (Relocation r : all) {
      if (!r.type().isLinked()) {
        throw unsupported(r.type().number(), of.name());
      }
    }
    return all;
  }

  private LinkException unsupported(int type, String in) {
    return new LinkException(
        name + ": unsupported relocation " + RelocationType.nameOf(type) + " in " + in);
  }

  private List<Relocation> relocations(String of, int section, int symbolCount, long size) {
    ObjectSection table = sections.get(section);
    int count = (int) (table.size() / 24);
    Relocation[] all = new Relocation[count];
    for (int i = 0; i < count; i++) {
      long offset = ElfBytes.i64(elf, table.fileOffset() + 24 * i);
      long info = ElfBytes.i64(elf, table.fileOffset() + 24 * i + 8);
      RelocationType type = RelocationType.of((int) info);
      int symbol = (int) (info >>> 32);
      if (type == null) {
        throw unsupported((int) info, of);
      }
      boolean outside = size != Long.MAX_VALUE && (offset < 0 || offset > size - type.bytes());
      if (symbol < 0 || symbol >= Math.max(1, symbolCount) || outside) {
        throw new LinkException(name + ": malformed ELF file: relocation in " + of);
      }
      all[i] =
          new Relocation(offset, type, symbol, ElfBytes.i64(elf, table.fileOffset() + 24 * i + 16));
    }
    return Arrays.asList(all);
  }

  public String name() {
    return name;
  }

  /** Returns the file's sections by ELF section number; section 0 is empty. */
  public List<ObjectSection> sections() {
    return sections;
  }

  /** Returns the contents of the first section with a name; empty if the file has none. */
  public byte[] bytes(String section) {
    return sections.stream()
        .filter(s -> s.name().equals(section))
        .findFirst()
        .map(ObjectSection::bytes)
        .orElse(new byte[0]);
  }

  /** Returns the file's symbols in the file's order. */
  public List<Symbol> symbols() {
    return symbols;
  }

  /**
   * Returns the names of symbols that the file refers to and does not define, without weak
   * references.
   */
  public List<String> undefined() {
    return (executable ? dynamic.symbols() : symbols)
        .stream()
            .filter(s -> s.section() == Symbol.UNDEFINED && s.binding() == Symbol.Binding.GLOBAL)
            .map(Symbol::name)
            .toList();
  }

  /** True if the file is linked: an executable or a shared object. */
  public boolean isExecutable() {
    return executable;
  }

  /**
   * True if the file is linked and may be loaded anywhere: a shared object, or a
   * position-independent executable.
   */
  boolean isMovable() {
    return movable;
  }

  /** True if {@link #symbols} come from the symbol table, and not from the dynamic symbol table. */
  boolean hasSymbolTable() {
    return sections.stream().anyMatch(s -> s.type() == ElfHeaders.Section.SYMBOLS);
  }

  DynamicTable dynamic() {
    return dynamic;
  }

  /** Returns the bytes of the file, which the caller must not change. */
  public byte[] elf() {
    return elf;
  }

  long entry() {
    return entry;
  }

  List<Load> loads() {
    return loads;
  }

  List<Group> groups() {
    return groups;
  }
}
