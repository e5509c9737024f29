package fastpath.codegen.asm;

import fastpath.codegen.obj.ElfWriter;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.obj.ObjSymbol;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The object's symbols: those a file names and those that relocations need. */
final class ObjSymbols {
  private final AsmFile file;
  private final Names names;
  private final Map<String, ObjSymbol> used = new HashMap<>();
  private final Map<ObjSection, ObjSymbol> sections = new LinkedHashMap<>();

  ObjSymbols(AsmFile file, Names names) {
    this.file = file;
    this.names = names;
  }

  /** For a relocation against the start of a section. */
  ObjSymbol section(ObjSection section) {
    return sections.computeIfAbsent(section, ObjSymbol::ofSection);
  }

  /** For a relocation that must keep its symbol, even a local label. */
  ObjSymbol named(Symbol symbol) {
    return used.computeIfAbsent(symbol.name(), ObjSymbol::new);
  }

  void write(ElfWriter out) {
    if (file.name() != null) {
      ObjSymbol source = new ObjSymbol(file.name());
      source.type = 4;
      source.place = ObjSymbol.Place.ABSOLUTE;
      out.add(source);
    }
    sections.values().forEach(out::add);
    for (Symbol s : file.symbols()) {
      ObjSymbol o = used.get(s.name());
      if (o == null
          && (isInternal(s) || s.value != null && names.name(s.name(), null, null) == null)) {
        continue;
      }
      o = o == null ? new ObjSymbol(s.name()) : o;
      if (fill(s, o)) {
        out.add(o);
      }
    }
  }

  private static boolean isInternal(Symbol s) {
    return s.name().startsWith("(") || s.name().startsWith(".L") && !s.global && !s.weak;
  }

  private boolean fill(Symbol s, ObjSymbol o) {
    Value v = names.name(s.name(), null, null);
    o.type = type(s.type);
    o.visibility = s.visibility.ordinal();
    o.size = s.size == null ? 0 : names.number(s.size, null, null, "size of '" + s.name() + "'");
    boolean external = s.weak || s.global;
    if (s.commonSize >= 0) {
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
    } else if (v.isNumber()) {
      o.place = ObjSymbol.Place.ABSOLUTE;
      o.value = v.offset();
    } else {
      o.place = ObjSymbol.Place.SECTION;
      o.section = v.section().object;
      o.value = v.address();
    }
    o.binding =
        s.weak
            ? ObjSymbol.Binding.WEAK
            : external ? ObjSymbol.Binding.GLOBAL : ObjSymbol.Binding.LOCAL;
    return true;
  }

  private static int type(Symbol.Type type) {
    return switch (type) {
      case NOTYPE -> 0;
      case OBJECT -> 1;
      case FUNC -> 2;
      case TLS -> 6;
      case IFUNC -> 10;
    };
  }
}
