package fastpath.emulator.image;

import fastpath.emulator.debug.DebugSection;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An executable or a shared object in a link. The file is loaded at its own addresses or, if it is
 * position-independent, at a base.
 */
final class LinkedFile {
  private final ObjectFile file;
  private final long base;
  private final List<Segment> segments = new ArrayList<>();
  private byte[] perCpu = new byte[0];

  /** The contents of one section of the file. */
  private record Whole(String file, long base, ObjectSection section) implements Image.Contents {
    @Override
    public byte[] get() {
      return section.bytes();
    }

    @Override
    public boolean describes(Section other) {
      long address = section.isAllocated() ? base + section.address() : section.address();
      return other.address() == address && other.size() == section.size();
    }

    @Override
    public DebugSection.FileOffset of(long offset) {
      return new DebugSection.FileOffset(file, offset);
    }
  }

  /**
   * @param base number that is added to the file's addresses; 0 for an executable with fixed
   *     addresses
   */
  LinkedFile(ObjectFile file, long base) {
    this.file = file;
    this.base = base;
    long total = 0;
    for (ObjectFile.Load l : file.loads()) {
      total += Math.min(l.memorySize(), Layout.LARGEST + 1);
      if (l.memorySize() == 0) {
        continue;
      }
      check(l, total);
      byte[] bytes = Arrays.copyOfRange(file.elf(), l.offset(), l.offset() + l.fileSize());
      if (isPerCpu(l)) {
        perCpu = Arrays.copyOf(bytes, (int) l.memorySize());
      } else {
        segments.add(
            new Segment(
                "load" + segments.size(),
                base + l.address(),
                bytes,
                l.memorySize(),
                permissions(l)));
      }
    }
  }

  private void check(ObjectFile.Load l, long total) {
    long first = base + l.address();
    long last = first + l.memorySize() - 1;
    boolean canonical = first << 16 >> 16 == first && last << 16 >> 16 == last;
    if (total > Layout.LARGEST || !canonical || (first ^ last) < 0) {
      throw new LinkException(
          "%s: segment of %d bytes at 0x%x".formatted(file.name(), l.memorySize(), first));
    }
  }

  /**
   * True for the segment of a kernel's per-CPU variables, which is linked at 0 and of which every
   * CPU has a copy elsewhere.
   */
  private boolean isPerCpu(ObjectFile.Load l) {
    return l.address() == 0
        && !file.isMovable()
        && file.sections().stream()
            .anyMatch(s -> s.isAllocated() && s.address() == 0 && OutputSection.isPerCpu(s.name()));
  }

  private static int permissions(ObjectFile.Load l) {
    return ((l.flags() & 4) != 0 ? Memory.READ : 0)
        | ((l.flags() & 2) != 0 ? Memory.WRITE : 0)
        | ((l.flags() & 1) != 0 ? Memory.EXECUTE : 0);
  }

  ObjectFile file() {
    return file;
  }

  long base() {
    return base;
  }

  List<Segment> segments() {
    return segments;
  }

  /** Returns the initial contents of the file's per-CPU variables; empty if the file has none. */
  byte[] perCpu() {
    return perCpu;
  }

  /** Returns the address of the entry point; 0 if the file has none. */
  long entry() {
    return file.entry() == 0 ? 0 : base + file.entry();
  }

  /** Returns the address of one of the file's symbols. */
  long address(Symbol s) {
    boolean fixed = s.section() == Symbol.ABSOLUTE || OutputSection.isPerCpu(s.sectionName());
    return fixed ? s.value() : base + s.value();
  }

  /** Returns the file's sections by section number. */
  List<Section> sections() {
    return file.sections().stream()
        .map(s -> new Section(s.name(), base(s) + s.address(), s.size(), s.flags()))
        .toList();
  }

  private long base(ObjectSection s) {
    return s.isAllocated() ? base : 0;
  }

  /** Returns the unwind and debug sections of the file, which are not loaded. */
  Description description() {
    Map<String, Image.Contents> contents = new HashMap<>();
    long unwindAddress = 0;
    for (ObjectSection s : file.sections()) {
      if (s.name().startsWith(".debug_") || s.name().equals(".eh_frame")) {
        contents.put(s.name(), new Whole(file.name(), base, s));
        unwindAddress = s.name().equals(".eh_frame") ? base + s.address() : unwindAddress;
      }
    }
    return new Description(contents, unwindAddress, base);
  }

  /** Returns the file's symbols with their values in the image. */
  List<Symbol> symbols(int firstSection) {
    List<Symbol> all = new ArrayList<>();
    for (Symbol s : file.symbols()) {
      if (s.section() != Symbol.UNDEFINED
          && s.type() != Symbol.Type.SECTION
          && s.type() != Symbol.Type.FILE) {
        boolean same = base == 0 && firstSection == 0 && s.section() < 0xff00;
        all.add(
            same
                ? s
                : new Symbol(
                    s.name(),
                    address(s),
                    s.size(),
                    s.type(),
                    s.binding(),
                    s.section() < 0xff00 ? firstSection + s.section() : -1,
                    s.sectionName()));
      }
    }
    return all;
  }

  /**
   * Applies the file's dynamic relocations, as the dynamic linker does at the start of a process
   * (gABI, chapter 5; psABI for AMD64, table 4.9).
   */
  void relocate(Symbols symbols) {
    for (long at : file.dynamic().relative()) {
      put(at, 8, word(at) + base);
    }
    for (Relocation r : file.dynamic().relocations()) {
      switch (r.type().loading()) {
        case NOTHING -> {}
        case BASE -> put(r.offset(), 8, base + r.addend());
        case SYMBOL -> put(r.offset(), 8, target(symbols, r) + r.addend());
        case RESOLVER -> put(r.offset(), 8, symbols.undefined().address(resolver(file, r)));
        case COPY -> copy(symbols, r);
        case NONE ->
            throw new LinkException(
                file.name() + ": " + r.type().text() + " is no relocation of a linked file");
      }
    }
  }

  /** Finds the file's symbols that no file defines; called before addresses are assigned. */
  static void prepare(ObjectFile file, Symbols symbols) {
    for (Relocation r : file.dynamic().relocations()) {
      Symbol s = symbol(file, r);
      switch (r.type().loading()) {
        case SYMBOL, COPY -> {
          if (symbols.isMissing(s) || isThreadLocal(s)) {
            symbols.undefined().add(s.name());
          }
        }
        case RESOLVER -> symbols.undefined().addUnlisted(resolver(file, r));
        case NOTHING, BASE, NONE -> {}
      }
    }
  }

  /**
   * True for a thread-local symbol, which counts as undefined because the emulator has no
   * thread-local storage.
   */
  private static boolean isThreadLocal(Symbol s) {
    return s.type() == Symbol.Type.TLS;
  }

  private long target(Symbols symbols, Relocation r) {
    Symbol s = symbol(file, r);
    if (isThreadLocal(s)) {
      return symbols.undefined().address(s.name());
    }
    Long found = symbols.global(s);
    return found != null ? found : 0;
  }

  /**
   * Copies the initial value of another file's variable for a COPY relocation, or the address that
   * stands for an undefined symbol.
   */
  private void copy(Symbols symbols, Relocation r) {
    Symbol s = symbol(file, r);
    byte[] value = symbols.contents(s, this);
    for (int i = 0; i < s.size() && i < Layout.LARGEST; i++) {
      Long address = symbols.undefined().address(s.name());
      long word = address == null ? 0 : address;
      put(r.offset() + i, 1, i < value.length ? value[i] : word >> 8 * (i & 7));
    }
  }

  /**
   * Returns the name of the resolver function of an IRELATIVE relocation, which chooses a function
   * when the program starts.
   */
  private static String resolver(ObjectFile file, Relocation r) {
    return file.symbols().stream()
        .filter(s -> s.value() == r.addend() && s.isFunction())
        .map(Symbol::name)
        .findFirst()
        .orElse("indirect function 0x" + Long.toHexString(r.addend()));
  }

  private static Symbol symbol(ObjectFile file, Relocation r) {
    return file.dynamic().symbols().get(r.symbol());
  }

  private long word(long at) {
    for (Segment s : segments) {
      long offset = base + at - s.address();
      if (offset >= 0 && offset <= s.bytes().length - 8) {
        return ElfBytes.i64(s.bytes(), (int) offset);
      }
    }
    return 0;
  }

  /**
   * Writes a value to the file's memory. The segment's bytes are extended if the value lies beyond
   * the bytes in the file.
   */
  private void put(long at, int bytes, long value) {
    for (int i = 0; i < segments.size(); i++) {
      Segment s = segments.get(i);
      long offset = base + at - s.address();
      if (offset >= 0 && offset <= s.size() - bytes) {
        if (offset > s.bytes().length - bytes) {
          byte[] longer = Arrays.copyOf(s.bytes(), (int) Math.min(s.size(), offset + 4096 + bytes));
          s = new Segment(s.name(), s.address(), longer, s.size(), s.permissions());
          segments.set(i, s);
        }
        ElfBytes.put(s.bytes(), (int) offset, bytes, value);
        return;
      }
    }
    throw new LinkException(
        "%s: malformed ELF file: relocation at 0x%x".formatted(file.name(), at));
  }

  /** Returns the file's bytes at an address; empty if the file has no bytes at this address. */
  byte[] bytes(long address, long size) {
    for (Segment s : segments) {
      long offset = address - s.address();
      if (offset >= 0 && size >= 0 && offset + size <= s.bytes().length) {
        return Arrays.copyOfRange(s.bytes(), (int) offset, (int) (offset + size));
      }
    }
    return new byte[0];
  }
}
