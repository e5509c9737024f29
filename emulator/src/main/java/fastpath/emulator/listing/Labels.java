package fastpath.emulator.listing;

import fastpath.emulator.image.NamedPlaces;
import fastpath.emulator.image.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Names of addresses, by the order of preference that objdump has (binutils/objdump.c). */
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
   * @param symbols as {@link #sorted} leaves them
   * @param section number of the one that is listed, whose symbols come first
   * @param sectionName what addresses are counted from if there is no symbol at all
   * @param linked whether the file is linked, and not an object
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
   * Those that name places, in order; sections and files do not, nor what is defined nowhere.
   *
   * @param linked whether they are a linked file's, where absolute ones name places too
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

  /** Symbols with such names, whatever their version; of several at one address the first. */
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

  /** A name without its version. */
  private static String plain(String name) {
    int version = name.indexOf('@');
    return version > 0 ? name.substring(0, version) : name;
  }

  boolean isEmpty() {
    return symbols.isEmpty();
  }

  /**
   * The same, but of the symbol whose value a word gets, unless a symbol of the listed section or
   * an entry of the procedure linkage table stands before it.
   *
   * @param slot may be null
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

  /** {@code f}, {@code f+0x16}, or {@code f-0x4} before the first symbol. */
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

  /** Of several at one address the first, in an object the first of the listed section. */
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

  /** The address of the first symbol after an address; -1 (the last address) if there is none. */
  long next(long address) {
    int i = upTo(address);
    return i < symbols.size() ? symbols.get(i).value() : -1;
  }

  /** How many symbols are at or before an address. */
  private int upTo(long address) {
    return count(s -> Long.compareUnsigned(s.value(), address) <= 0);
  }

  /** How many of the first symbols are before something. */
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
