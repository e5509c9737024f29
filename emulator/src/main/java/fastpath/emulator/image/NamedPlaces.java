package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The named places of a file, with the names that binutils shows: the symbols or, without a symbol
 * table, the dynamic symbols with their versions; the entries of the procedure linkage table as
 * {@code NAME@plt}; and the words that the dynamic linker fills.
 *
 * @param symbols the symbols in the file's order, followed by the entries of the procedure linkage
 *     table
 * @param slots the symbol whose value each word receives, by the word's address
 */
public record NamedPlaces(List<Symbol> symbols, Map<Long, Symbol> slots) {
  /** The suffix of the name of an entry of the procedure linkage table. */
  public static final String ENTRY_SUFFIX = "@plt";

  private static final int ENTRY = 16;
  private static final int SHORT_ENTRY = 8;

  /** The first bytes of an {@code endbr64} instruction. */
  private static final int ENDBR = 0xfa1e0ff3;

  /** Returns the named places of a file. */
  public static NamedPlaces of(ObjectFile file) {
    if (!file.isExecutable()) {
      return new NamedPlaces(file.symbols(), Map.of());
    }
    SymbolVersions versions = new SymbolVersions(file.sections());
    List<Symbol> dynamic = file.dynamic().symbols();
    List<Symbol> symbols = new ArrayList<>();
    if (file.hasSymbolTable()) {
      symbols.addAll(file.symbols());
    } else {
      for (int i = 0; i < dynamic.size(); i++) {
        symbols.add(renamed(dynamic.get(i), versions.name(i, dynamic.get(i))));
      }
    }
    Map<Long, Symbol> slots = new HashMap<>();
    Map<Long, String> entries = new HashMap<>();
    for (Relocation r : file.dynamic().relocations()) {
      Symbol symbol = dynamic.get(r.symbol());
      String offset = r.addend() == 0 ? "" : "+0x" + Long.toHexString(r.addend());
      if (!symbol.name().isEmpty()) {
        slots.putIfAbsent(r.offset(), renamed(symbol, versions.name(r.symbol(), symbol)));
      }
      entries.putIfAbsent(
          r.offset(), (symbol.name().isEmpty() ? "*ABS*" : symbol.name()) + offset + ENTRY_SUFFIX);
    }
    for (ObjectSection s : file.sections()) {
      if (List.of(".plt", ".plt.got", ".plt.sec", ".plt.bnd").contains(s.name())) {
        linkage(s, entries, symbols);
      }
    }
    return new NamedPlaces(symbols, slots);
  }

  private static Symbol renamed(Symbol s, String name) {
    return new Symbol(
        name, s.value(), s.size(), s.type(), s.binding(), s.section(), s.sectionName());
  }

  /** Adds names for the entries that jump through a word with a known name. */
  private static void linkage(ObjectSection s, Map<Long, String> entries, List<Symbol> symbols) {
    byte[] code = s.bytes();
    boolean marked = code.length >= 4 && ElfBytes.i32(code, 0) == ENDBR;
    int size = s.name().equals(".plt.got") && !marked ? SHORT_ENTRY : ENTRY;
    for (int at = 0; at + size <= code.length; at += size) {
      int jump = at + (ElfBytes.i32(code, at) == ENDBR ? 4 : 0);
      jump += (code[jump] & 0xff) == 0xf2 ? 1 : 0;
      if (jump + 6 <= code.length && ElfBytes.u16(code, jump) == 0x25ff) {
        String name = entries.get(s.address() + jump + 6 + ElfBytes.i32(code, jump + 2));
        if (name != null) {
          symbols.add(
              new Symbol(
                  name,
                  s.address() + at,
                  0,
                  Symbol.Type.FUNC,
                  Symbol.Binding.GLOBAL,
                  s.index(),
                  s.name()));
        }
      }
    }
  }
}
