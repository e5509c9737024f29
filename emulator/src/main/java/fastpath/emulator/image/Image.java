package fastpath.emulator.image;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.debug.DebugSection;
import fastpath.emulator.debug.InlineTree;
import fastpath.emulator.debug.LineTable;
import fastpath.emulator.frames.Frames;
import fastpath.emulator.frames.OrcTable;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Listed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A linked program: its segments, sections, symbols and debug information. Call frame information
 * and DWARF are parsed when they are first requested. An image must not be shared by threads,
 * except that threads may share {@link #symbolAt} after its first call.
 */
public final class Image {
  /** The contents of a section, whose bytes are made on request. */
  interface Contents extends DebugSection.Origin {
    byte[] get();

    /** True if these are the contents of a section. */
    boolean describes(Section section);
  }

  private static final long LARGEST = 256L << 20;

  private final List<Segment> segments;
  private final List<Section> sections;
  private final List<Symbol> symbols;
  private final byte[] perCpu;
  private final List<Description> descriptions;
  private final long entry;
  private final LinkFacts facts;
  private final Map<String, Symbol> byName = new HashMap<>();
  private Symbol[] code;
  private Cfi cfi;
  private LineTable lines;
  private InlineTree inlines;
  private Frames frames;

  Image(
      List<Segment> segments,
      List<Section> sections,
      List<Symbol> symbols,
      byte[] perCpu,
      List<Description> descriptions,
      long entry,
      LinkFacts facts) {
    this.segments = List.copyOf(segments);
    this.sections = List.copyOf(sections);
    this.symbols = List.copyOf(symbols);
    this.perCpu = perCpu;
    this.descriptions = List.copyOf(descriptions);
    this.entry = entry;
    this.facts = facts;
    for (Symbol s : symbols) {
      Symbol other = byName.get(s.name());
      if (other == null
          || other.binding() == Symbol.Binding.LOCAL && s.binding() != Symbol.Binding.LOCAL) {
        byName.put(s.name(), s);
      }
    }
  }

  public List<Segment> segments() {
    return segments;
  }

  /**
   * Returns the loaded sections, .eh_frame (which has an address but is not loaded) and the debug
   * sections.
   */
  public List<Section> sections() {
    return sections;
  }

  /** Returns all symbols, local ones included, without section and file symbols. */
  public List<Symbol> symbols() {
    return symbols;
  }

  /**
   * Returns the symbol with a name: a global symbol if there is one, otherwise the first local
   * symbol. A name that begins with {@code 0x} is taken as an address. An address gives the
   * function that begins at the address; if no function does, it gives the code from the address on
   * in the function that contains it.
   */
  public Optional<Symbol> symbol(String name) {
    return name.startsWith("0x") ? atAddress(name) : Optional.ofNullable(byName.get(name));
  }

  private Optional<Symbol> atAddress(String text) {
    try {
      long address = Long.parseUnsignedLong(text.substring(2), 16);
      return symbolAt(address)
          .map(s ->
              s.value() == address
                  ? s
                  : new Symbol(
                      text,
                      address,
                      Math.max(0, s.value() + s.size() - address),
                      s.type(),
                      Symbol.Binding.GLOBAL,
                      s.section(),
                      s.sectionName()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the addresses of all symbols with a name if none of them is global; otherwise an empty
   * list.
   */
  public List<Long> localAddresses(String name) {
    List<Symbol> all = symbols.stream().filter(s -> s.name().equals(name)).toList();
    return all.stream().allMatch(s -> s.binding() == Symbol.Binding.LOCAL)
        ? all.stream().map(Symbol::value).distinct().toList()
        : List.of();
  }

  /**
   * Returns the address of a symbol.
   *
   * @throws LinkException if the image has no such symbol
   */
  public long address(String name) {
    return symbol(name).orElseThrow(() -> new LinkException("no symbol " + name)).value();
  }

  /**
   * Returns the function that contains an address; if there is none, another code symbol that does.
   */
  public Optional<Symbol> symbolAt(long address) {
    Symbol[] all = codeSymbols();
    int low = 0;
    int high = all.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(all[middle].value(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0; i--) {
      Symbol s = all[i];
      if (s.size() != 0 ? address - s.value() < s.size() : inSection(s, address)) {
        return Optional.of(s);
      }
      if (s.size() != 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the address after a symbol's code: from the symbol's size or, without a size, the next
   * code symbol or the end of the section.
   */
  long endOf(Symbol s) {
    if (s.size() != 0) {
      return s.value() + s.size();
    }
    Section section = sections.get(s.section());
    long end = section.address() + section.size();
    for (Symbol other : codeSymbols()) {
      if (Long.compareUnsigned(other.value(), s.value()) > 0
          && Long.compareUnsigned(other.value(), end) < 0) {
        return other.value();
      }
    }
    return end;
  }

  private boolean inSection(Symbol s, long address) {
    return sections.get(s.section()).contains(address);
  }

  /**
   * Returns the code symbols in order of address; of several at one address the function comes
   * last.
   */
  private Symbol[] codeSymbols() {
    if (code == null) {
      List<Symbol> found = new ArrayList<>();
      for (Symbol s : symbols) {
        if (s.section() >= 0
            && s.section() < sections.size()
            && !s.name().isEmpty()
            && sections.get(s.section()).isCode()) {
          found.add(s);
        }
      }
      found.sort((a, b) -> {
        int order = Long.compareUnsigned(a.value(), b.value());
        return order != 0 ? order : Integer.compare(weight(a), weight(b));
      });
      code = found.toArray(new Symbol[0]);
    }
    return code;
  }

  private static int weight(Symbol s) {
    return (s.isFunction() ? 2 : 0) + (s.binding() == Symbol.Binding.GLOBAL ? 1 : 0);
  }

  /** Returns the symbols that no file of the link defines. */
  public UndefinedSymbols undefined() {
    return facts.undefined();
  }

  /** True if the instruction at an address is a nop that replaces a call of the function tracer. */
  public boolean isPatched(long address) {
    return facts.patched().contains(address);
  }

  /** Returns remarks on what was left out of the link, each as one line. */
  public List<String> remarks() {
    return facts.remarks();
  }

  /** Returns the name of the file that the code at an address comes from; empty if not known. */
  public Optional<String> fileAt(long address) {
    return facts.origin(address).map(ObjectFile::name);
  }

  /**
   * Returns the relocatable object that the code at an address comes from; empty if the code comes
   * from a linked file, or if that is not known.
   */
  public Optional<ObjectFile> objectAt(long address) {
    return facts.origin(address).filter(file -> !file.isExecutable());
  }

  /**
   * Returns the compiler and version that made the code at an address, from debug information or
   * from the file's {@code .comment}; empty if neither tells.
   */
  public Optional<String> producerAt(long address) {
    Optional<String> told = inlines().producer(address).map(Producers::name);
    return told.isPresent() ? told : facts.origin(address).flatMap(Producers::of);
  }

  /**
   * Returns an address as {@code name+0x12} or {@code name}; "" if no symbol covers the address.
   */
  public String symbolize(long address) {
    Optional<Symbol> s = symbolAt(address);
    if (s.isEmpty()) {
      return facts.undefined().at(address).orElse("");
    }
    long offset = address - s.get().value();
    return s.get().name() + (offset == 0 ? "" : "+0x" + Long.toHexString(offset));
  }

  /**
   * Returns the initial contents of the per-CPU variables, section .data..percpu, which is linked
   * at address 0.
   */
  public byte[] perCpu() {
    return perCpu.clone();
  }

  /** True if the symbol is a per-CPU variable, whose value is an offset from the CPU's GS base. */
  public boolean isPerCpu(Symbol s) {
    return OutputSection.isPerCpu(s.sectionName());
  }

  /** Returns the relocated bytes of a section; zeros for .bss. */
  public byte[] bytes(Section section) {
    for (Description d : descriptions) {
      Contents contents = d.contents().get(section.name());
      if (contents != null && contents.describes(section)) {
        return contents.get();
      }
    }
    if (OutputSection.isPerCpu(section.name())) {
      return Arrays.copyOfRange(
          perCpu, (int) section.address(), (int) (section.address() + section.size()));
    }
    if (section.size() > LARGEST) {
      throw new LinkException("section " + section.name() + " is larger than 256 MiB");
    }
    byte[] result = new byte[(int) section.size()];
    for (Segment s : segments) {
      long offset = section.address() - s.address();
      if (offset >= 0 && offset < s.bytes().length) {
        int there = (int) Math.min(result.length, s.bytes().length - offset);
        System.arraycopy(s.bytes(), (int) offset, result, 0, there);
      }
    }
    return result;
  }

  /** Returns the relocated bytes of the section with a name; empty if there is none. */
  public byte[] bytes(String sectionName) {
    for (Section s : sections) {
      if (s.name().equals(sectionName)) {
        return bytes(s);
      }
    }
    return new byte[0];
  }

  /** Returns the instruction at an address of the linked image; empty if there is none. */
  public Optional<Decoded> decode(long address) {
    for (Segment s : segments) {
      long offset = address - s.address();
      if (offset >= 0 && offset < s.bytes().length) {
        try {
          return Optional.of(Decoder.decode(s.bytes(), (int) offset, s.bytes().length, address));
        } catch (IsaException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the instruction at an address if it can be listed but not executed; otherwise empty.
   */
  Optional<Listed> listed(long address) {
    for (Segment s : segments) {
      long offset = address - s.address();
      if (offset >= 0 && offset < s.bytes().length) {
        return Optional.ofNullable(
            Listed.decode(s.bytes(), (int) offset, s.bytes().length, address));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the address where execution starts: an executable's entry point, or {@code _start} of
   * linked objects; 0 if there is none.
   */
  public long entry() {
    return entry;
  }

  /**
   * Returns the call frame information of .eh_frame and .debug_frame, which is empty if both
   * sections are absent.
   */
  public Cfi cfi() {
    if (cfi == null) {
      cfi =
          Cfi.join(
              descriptions.stream()
                  .map(d ->
                      Cfi.parse(
                          d.section(".eh_frame"), d.unwindAddress(), d.section(".debug_frame")))
                  .toList());
    }
    return cfi;
  }

  /** Returns the line tables of all linked files. */
  public LineTable lines() {
    if (lines == null) {
      List<LineTable> tables = new ArrayList<>();
      for (Description d : descriptions) {
        LineTable own = LineTable.parse(d.sections());
        tables.add(d.base() == 0 ? own : own.movedBy(d.base()));
      }
      lines = LineTable.join(tables);
    }
    return lines;
  }

  /** Returns the functions and inlined functions in the debug information of all linked files. */
  public InlineTree inlines() {
    if (inlines == null) {
      inlines =
          InlineTree.join(
              descriptions.stream().map(d -> InlineTree.parse(d.sections(), d.base())).toList());
    }
    return inlines;
  }

  private OrcTable orc() {
    for (Section s : sections) {
      if (s.name().equals(".orc_unwind_ip")) {
        return OrcTable.read(bytes(s), s.address(), bytes(".orc_unwind"));
      }
    }
    return OrcTable.EMPTY;
  }

  /** Returns what the image's instructions do for stack frames. */
  public Frames frames() {
    if (frames == null) {
      frames = new Frames(cfi(), orc(), new ImageCode(this));
    }
    return frames;
  }
}
