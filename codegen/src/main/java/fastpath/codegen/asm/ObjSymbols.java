package fastpath.codegen.asm;

import fastpath.codegen.obj.ElfWriter;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.obj.ObjSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The symbols of the object: the symbols that the file names and the symbols that relocations need.
 */
final class ObjSymbols {
  private final AsmFile file;
  private final SymbolResolver names;
  private final Map<String, ObjSymbol> used = new HashMap<>();
  private final List<ObjSymbol> signatures = new ArrayList<>();
  private final Map<ObjSection, ObjSymbol> sections = new LinkedHashMap<>();

  ObjSymbols(AsmFile file, SymbolResolver names) {
    this.file = file;
    this.names = names;
  }

  /** Returns the symbol for a relocation against the start of a section. */
  ObjSymbol section(ObjSection section) {
    return sections.computeIfAbsent(section, ObjSymbol::ofSection);
  }

  /** Returns the symbol for a relocation that must name its symbol, even if it is a local label. */
  ObjSymbol named(AsmSymbol symbol) {
    return used.computeIfAbsent(symbol.name(), ObjSymbol::new);
  }

  /**
   * Returns the symbol that names a section group. A signature that the file does not define is
   * placed in the group's section.
   */
  ObjSymbol signature(String name, ObjSection group) {
    AsmSymbol known = file.knownSymbol(name);
    if (known != null && (known.value != null || file.hasLabel(name))) {
      return named(known);
    }
    ObjSymbol s = new ObjSymbol(name);
    s.place = ObjSymbol.Place.SECTION;
    s.section = group;
    signatures.add(s);
    return s;
  }

  void write(ElfWriter out) {
    if (file.name() != null) {
      ObjSymbol source = new ObjSymbol(file.fileNames().of(file.name()));
      source.type = 4;
      source.place = ObjSymbol.Place.ABSOLUTE;
      out.add(source);
    }
    sections.values().forEach(out::add);
    signatures.forEach(out::add);
    List<AsmSymbol> symbols = List.copyOf(file.symbols());
    symbols.stream().filter(s -> !s.isInternal()).forEach(s -> write(s, out));
    // A local label becomes a symbol if a relocation needs it. GNU as adds these symbols after all
    // others.
    file.labels().stream()
        .map(file::symbol)
        .filter(AsmSymbol::isInternal)
        .forEach(s -> write(s, out));
    symbols.stream()
        .filter(s -> s.isInternal() && !file.hasLabel(s.name()))
        .forEach(s -> write(s, out));
  }

  private void write(AsmSymbol s, ElfWriter out) {
    ObjSymbol o = used.get(s.name());
    boolean defined = s.value != null || s.commonSize >= 0 || file.hasLabel(s.name());
    if (s.weakReference || o == null && !defined && s.isOnlyReferredToWeakly()) {
      return;
    }
    if (o == null
        && (s.isInternal() || s.value != null && names.name(s.name(), null, null) == null)) {
      return;
    }
    o = o == null ? new ObjSymbol(s.name()) : o;
    if (fill(s, o)) {
      out.add(o);
    }
  }

  private boolean fill(AsmSymbol s, ObjSymbol o) {
    ResolvedValue v = names.name(s.name(), null, null);
    // An alias takes the attributes of its target symbol (elf_copy_symbol_attributes).
    AsmSymbol of = s.value instanceof Term.Name n ? file.symbol(n.name()) : s;
    o.type = type(s.type == AsmSymbol.Type.NOTYPE ? of.type : s.type);
    o.visibility = s.visibility.number();
    AsmSymbol sized = s.size == null ? of : s;
    o.size =
        sized.size == null
            ? 0
            : names.number(sized.size, null, sized.sizeAt, "size of '" + s.name() + "'");
    boolean weak = s.weak;
    boolean external = s.weak || s.global;
    if (s.commonSize >= 0 && !s.local) {
      o.place = ObjSymbol.Place.COMMON;
      o.type = 1;
      o.value = s.commonAlign;
      o.size = s.commonSize;
      external = true;
    } else if (v.undefined() != null) {
      if (s.value != null) {
        return false;
      }
      external = true;
      weak |= s.isOnlyReferredToWeakly();
    } else if (v.isNumber()) {
      o.place = ObjSymbol.Place.ABSOLUTE;
      o.value = v.offset();
    } else {
      o.place = ObjSymbol.Place.SECTION;
      o.section = v.section().object;
      o.value = v.address();
      o.type = v.section().section.isThreadLocal() ? type(AsmSymbol.Type.TLS) : o.type;
    }
    o.binding =
        weak
            ? ObjSymbol.Binding.WEAK
            : external ? ObjSymbol.Binding.GLOBAL : ObjSymbol.Binding.LOCAL;
    return true;
  }

  private static int type(AsmSymbol.Type type) {
    return switch (type) {
      case NOTYPE -> 0;
      case OBJECT -> 1;
      case FUNC -> 2;
      case TLS -> 6;
      case IFUNC -> 10;
    };
  }
}
