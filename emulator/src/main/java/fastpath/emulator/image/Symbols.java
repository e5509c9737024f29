package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the definition of every symbol; the symbols' addresses exist once the layout has been
 * assigned.
 */
final class Symbols {
  /** A definition of a symbol: in a section of the image, or absolute (section null). */
  private record Definition(ObjectFile object, Symbol symbol, OutputSection section, long offset) {
    long address() {
      return section == null ? offset : section.address + offset;
    }
  }

  /**
   * The bounds of tables that the machine reads, which are defined whether or not an object refers
   * to them.
   */
  private static final List<String> TABLES =
      List.of(
          "__start___ex_table", "__stop___ex_table", "__start___bug_table", "__stop___bug_table");

  private final Layout layout;
  private final Map<String, Definition> globals = new LinkedHashMap<>();
  private final Map<String, OutputSection[]> bounds = new HashMap<>();
  private final UndefinedSymbols undefined = new UndefinedSymbols();
  private final LinkedFiles linked;

  Symbols(Layout layout, LinkedFiles linked) {
    this.layout = layout;
    this.linked = linked;
    Map<String, Symbol> common = new LinkedHashMap<>();
    Map<String, ObjectFile> commonIn = new HashMap<>();
    for (int i = 0; i < layout.objects.size(); i++) {
      ObjectFile o = layout.objects.get(i);
      for (Symbol s : o.symbols()) {
        if (s.binding() == Symbol.Binding.LOCAL || s.section() == Symbol.UNDEFINED) {
          continue;
        }
        if (s.section() == Symbol.COMMON) {
          common.merge(s.name(), s, Symbols::larger);
          commonIn.putIfAbsent(s.name(), o);
        } else {
          define(i, o, s);
        }
      }
    }
    for (Symbol s : common.values()) {
      Definition other = globals.get(s.name());
      if (other == null || other.symbol.binding() == Symbol.Binding.WEAK) {
        if (s.size() < 0 || s.size() > 1 << 30 || s.value() > 1 << 20 || !power(s.value())) {
          throw new LinkException(commonIn.get(s.name()).name() + ": common symbol " + s.name());
        }
        OutputSection bss = layout.synthetic(".bss", true);
        long at = bss.reserve(s.size(), Math.max(1, s.value()));
        globals.put(s.name(), new Definition(commonIn.get(s.name()), s, bss, at));
      }
    }
    for (List<OutputSection> sections : layout.byKind.values()) {
      for (OutputSection s : sections) {
        bounds.merge(s.name, new OutputSection[] {s}, (a, b) -> new OutputSection[] {a[0], b[0]});
      }
    }
  }

  private static boolean power(long value) {
    return (value & value - 1) == 0;
  }

  private static Symbol larger(Symbol a, Symbol b) {
    return new Symbol(
        a.name(),
        Math.max(a.value(), b.value()),
        Math.max(a.size(), b.size()),
        Symbol.Type.OBJECT,
        Symbol.Binding.GLOBAL,
        Symbol.COMMON,
        "");
  }

  private void define(int object, ObjectFile o, Symbol s) {
    Definition mine = definition(object, o, s);
    if (mine == null) {
      return;
    }
    Definition other = globals.get(s.name());
    if (other == null || other.symbol.binding() == Symbol.Binding.WEAK) {
      // The first of several weak definitions is kept.
      if (other == null || s.binding() != Symbol.Binding.WEAK) {
        globals.put(s.name(), mine);
      }
    } else if (s.binding() != Symbol.Binding.WEAK) {
      throw new LinkException(
          o.name() + ": symbol " + s.name() + " is defined in " + other.object.name() + " too");
    }
  }

  /** Returns the definition of an object's own symbol; null if the symbol's section was dropped. */
  private Definition definition(int object, ObjectFile o, Symbol s) {
    if (s.section() == Symbol.ABSOLUTE) {
      return new Definition(o, s, null, s.value());
    }
    if (s.section() >= 0xff00) {
      throw new LinkException(o.name() + ": symbol " + s.name() + " is in an unknown section");
    }
    OutputSection.Placement p = layout.placements[object][s.section()];
    return p == null ? null : new Definition(o, s, p.section(), p.offset() + s.value());
  }

  /** Returns the symbols that no file defines, which are traps. */
  UndefinedSymbols undefined() {
    return undefined;
  }

  /** True if the address of an object's symbol depends on where the program is placed. */
  boolean isPlaced(int object, Symbol s) {
    Definition d =
        s.binding() == Symbol.Binding.LOCAL && s.section() != Symbol.UNDEFINED
            ? definition(object, layout.objects.get(object), s)
            : globals.get(s.name());
    return d == null
        ? linked.defines(s.name()) || isMissing(s)
        : d.section != null && !d.section.isPerCpu();
  }

  /** True if a symbol of an object is a strong reference that no definition satisfies. */
  boolean isMissing(Symbol s) {
    return s.binding() == Symbol.Binding.GLOBAL
        && !globals.containsKey(s.name())
        && !linked.defines(s.name())
        && linkerDefined(s.name()) == null;
  }

  /**
   * Returns the address of an object's symbol; 0 for an undefined weak symbol, null if the symbol
   * is undefined or its section was dropped.
   */
  Long address(int object, Symbol s) {
    if (s.binding() == Symbol.Binding.LOCAL) {
      if (s.section() == Symbol.UNDEFINED) {
        return s.name().isEmpty() ? 0L : null;
      }
      Definition d = definition(object, layout.objects.get(object), s);
      return d == null ? null : d.address();
    }
    return global(s);
  }

  /** Returns the address of a symbol that is not local; null if the symbol is undefined. */
  Long global(Symbol s) {
    Definition d = globals.get(s.name());
    if (d != null) {
      return d.address();
    }
    Long elsewhere = linked.address(s.name());
    if (elsewhere != null) {
      return elsewhere;
    }
    Long made = linkerDefined(s.name());
    return made != null
        ? made
        : s.binding() == Symbol.Binding.WEAK ? (Long) 0L : undefined.address(s.name());
  }

  /** Returns the address of a global symbol that an object defines; null if no object does. */
  Long address(String name) {
    Definition d = globals.get(name);
    return d == null ? null : d.address();
  }

  /** Returns the initial contents of a variable that another file defines; empty if not known. */
  byte[] contents(Symbol s, LinkedFile asking) {
    return linked.contents(s, asking);
  }

  /**
   * Returns the address of a symbol that the linker defines: {@code __start_SECTION}, {@code
   * __stop_SECTION}, and symbols that kernel sources expect from a linker script; null for any
   * other name.
   */
  Long linkerDefined(String name) {
    if (name.startsWith("__start_")) {
      return bound(name.substring(8), false);
    }
    if (name.startsWith("__stop_")) {
      return bound(name.substring(7), true);
    }
    return switch (name) {
      case "__per_cpu_start" -> 0L;
      case "__per_cpu_end" -> perCpuSize();
      case "_text", "_stext" -> edge(Layout.Kind.TEXT, false);
      case "_etext" -> edge(Layout.Kind.TEXT, true);
      case "_edata", "_end" -> edge(Layout.Kind.DATA, true);
      default -> null;
    };
  }

  private Long bound(String section, boolean end) {
    OutputSection[] s = bounds.get(section);
    if (s == null) {
      // Kernel code walks its exception table even if no object has such a table.
      return section.equals("__ex_table") ? (Long) 0L : null;
    }
    OutputSection last = s[s.length - 1];
    return end ? last.address + last.size : s[0].address;
  }

  private long perCpuSize() {
    List<OutputSection> sections = layout.byKind.get(Layout.Kind.PER_CPU);
    return sections.isEmpty() ? 0 : Layout.extent(sections, true);
  }

  private Long edge(Layout.Kind kind, boolean end) {
    List<OutputSection> sections = layout.byKind.get(kind);
    return sections.isEmpty()
        ? (Long) 0L
        : (Long) (sections.getFirst().address + (end ? Layout.extent(sections, true) : 0));
  }

  /**
   * Returns the symbols of the image with their addresses: the local symbols by object, then the
   * global symbols.
   */
  List<Symbol> all(Map<OutputSection, Integer> indexes) {
    List<Symbol> result = new ArrayList<>();
    for (int i = 0; i < layout.objects.size(); i++) {
      ObjectFile o = layout.objects.get(i);
      for (Symbol s : o.symbols()) {
        if (s.binding() == Symbol.Binding.LOCAL
            && s.section() != Symbol.UNDEFINED
            && s.type() != Symbol.Type.SECTION
            && s.type() != Symbol.Type.FILE) {
          Definition d = definition(i, o, s);
          if (d != null) {
            result.add(placed(d, indexes));
          }
        }
      }
    }
    for (Definition d : globals.values()) {
      result.add(placed(d, indexes));
    }
    // Executables have tables of their own and symbols for the bounds of those tables.
    for (String name : layout.objects.isEmpty() ? List.<String>of() : TABLES) {
      Long at = globals.containsKey(name) || linked.defines(name) ? null : linkerDefined(name);
      if (at != null) {
        result.add(new Symbol(name, at, 0, Symbol.Type.NOTYPE, Symbol.Binding.GLOBAL, -1, ""));
      }
    }
    return result;
  }

  private static Symbol placed(Definition d, Map<OutputSection, Integer> indexes) {
    Symbol s = d.symbol;
    return new Symbol(
        s.name(),
        d.address(),
        s.size(),
        s.type(),
        s.binding(),
        d.section == null ? -1 : indexes.get(d.section),
        d.section == null ? "" : d.section.name);
  }
}
