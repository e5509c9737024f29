package fastpath.emulator.listing;

import fastpath.emulator.image.NamedPlaces;
import fastpath.emulator.image.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The symbolic names of addresses, chosen in objdump's order of preference (binutils/objdump.c).
 */
final class Labels {
  private static final Comparator<Symbol> AT_ONE_PLACE =
      Comparator.<Symbol, Boolean>comparing(s -> !s.isFunction())
          .thenComparing(s -> s.type() != Symbol.Type.OBJECT)
          .thenComparing(Symbol::size, Comparator.reverseOrder())
          .thenComparing(s -> s.binding() != Symbol.Binding.GLOBAL)
          .thenComparing(s -> s.name().startsWith("."))
          .thenComparing(s -> plain(s.name()));

  private static final Comparator<Symbol> IN_OBJECT =
      Comparator.<Symbol, Long>comparing(Symbol::value, Long::compareUnsigned)
          .thenComparing(Symbol::section)
          .thenComparing(AT_ONE_PLACE);

  private static final Comparator<Symbol> LINKED =
      Comparator.<Symbol, Long>comparing(Symbol::value, Long::compareUnsigned)
          .thenComparing(AT_ONE_PLACE);

  private final List<Symbol> symbols;
  private final int section;
  private final String sectionName;
  private final long sectionAddress;
  private final boolean linked;

  /**
   * @param symbols symbols in the order of {@link #sorted}
   * @param section number of the listed section, whose symbols are preferred
   * @param sectionName name that addresses are counted from if there are no symbols
   * @param linked true for a linked file, false for an object file
   */
  Labels(
      List<Symbol> symbols, int section, String sectionName, long sectionAddress, boolean linked) {
    this.symbols = symbols;
    this.section = section;
    this.sectionName = sectionName;
    this.sectionAddress = sectionAddress;
    this.linked = linked;
  }

  /**
   * Returns the symbols that name places, sorted; symbols of sections and files, and undefined
   * symbols, are left out.
   *
   * @param linked true for the symbols of a linked file, in which absolute symbols name places too
   */
  static List<Symbol> sorted(List<Symbol> candidates, boolean linked) {
    List<Symbol> symbols = new ArrayList<>();
    for (Symbol s : candidates) {
      if (!s.name().isEmpty()
          && s.type() != Symbol.Type.SECTION
          && s.type() != Symbol.Type.FILE
          && (!s.sectionName().isEmpty() || linked && s.section() == Symbol.ABSOLUTE)) {
        symbols.add(s);
      }
    }
    symbols.sort(linked ? LINKED : IN_OBJECT);
    return symbols;
  }

  /**
   * Returns the symbols whose names without version match; of several at one address, only the
   * first.
   */
  static List<Symbol> named(List<Symbol> sorted, Predicate<String> names) {
    List<Symbol> found = new ArrayList<>();
    for (Symbol s : sorted) {
      if (names.test(plain(s.name()))
          && !s.name().endsWith(NamedPlaces.ENTRY_SUFFIX)
          && (found.isEmpty() || found.getLast().value() != s.value())) {
        found.add(s);
      }
    }
    return found;
  }

  /** Returns a name without its symbol version. */
  private static String plain(String name) {
    int version = name.indexOf('@');
    return version > 0 ? name.substring(0, version) : name;
  }

  boolean isEmpty() {
    return symbols.isEmpty();
  }

  /**
   * Returns the name of an address, relative to the symbol whose value the dynamic linker stores at
   * that address. A preceding symbol of the listed section or of the procedure linkage table takes
   * precedence.
   *
   * @param slot that symbol; null if the dynamic linker stores nothing there
   */
  String of(long address, Symbol slot) {
    int i = upTo(address);
    if (slot == null || i > 0 && isNearer(best(symbols.get(i - 1).value()))) {
      return of(address);
    }
    return slot.section() == Symbol.UNDEFINED
        ? slot.name()
        : offset(slot.name(), address - slot.value());
  }

  private boolean isNearer(Symbol before) {
    return before.section() == section || before.name().endsWith(NamedPlaces.ENTRY_SUFFIX);
  }

  /**
   * Returns the name of an address: {@code f}, {@code f+0x16}, or {@code f-0x4} before the first
   * symbol.
   */
  String of(long address) {
    int i = upTo(address);
    if (symbols.isEmpty()) {
      return offset(sectionName, address - sectionAddress);
    }
    if (i == 0) {
      return offset(symbols.getFirst().name(), address - symbols.getFirst().value());
    }
    long value = symbols.get(i - 1).value();
    String name = best(value).name();
    return address == value ? name : name + "+0x" + Long.toHexString(address - value);
  }

  /**
   * Returns the preferred symbol of those at an address: the first one, or in an object file the
   * first one of the listed section.
   */
  private Symbol best(long value) {
    int first = count(s -> Long.compareUnsigned(s.value(), value) < 0);
    for (int i = first; !linked && i < symbols.size() && symbols.get(i).value() == value; i++) {
      if (symbols.get(i).section() == section) {
        return symbols.get(i);
      }
    }
    return symbols.get(first);
  }

  private static String offset(String name, long offset) {
    return offset == 0
        ? name
        : offset < 0
            ? name + "-0x" + Long.toHexString(-offset)
            : name + "+0x" + Long.toHexString(offset);
  }

  /**
   * Returns the address of the first symbol after an address; -1 (the last address) if there is
   * none.
   */
  long next(long address) {
    int i = upTo(address);
    return i < symbols.size() ? symbols.get(i).value() : -1;
  }

  /** Returns the number of symbols at or before an address. */
  private int upTo(long address) {
    return count(s -> Long.compareUnsigned(s.value(), address) <= 0);
  }

  /** Returns the number of leading symbols that satisfy a predicate (a binary search). */
  private int count(Predicate<Symbol> before) {
    int low = 0;
    int high = symbols.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (before.test(symbols.get(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
