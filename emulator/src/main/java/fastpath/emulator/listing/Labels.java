package fastpath.emulator.listing;

import fastpath.emulator.image.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of addresses, by the order of preference that objdump has (binutils/objdump.c). */
final class Labels {
  private static final Comparator<Symbol> AT_ONE_PLACE =
      Comparator.<Symbol, Boolean>comparing(s -> !s.isFunction())
          .thenComparing(s -> s.type() != Symbol.Type.OBJECT)
          .thenComparing(Symbol::size, Comparator.reverseOrder())
          .thenComparing(s -> s.binding() != Symbol.Binding.GLOBAL)
          .thenComparing(s -> s.name().startsWith("."))
          .thenComparing(Symbol::name);

  private final List<Symbol> symbols = new ArrayList<>();
  private final String sectionName;
  private final long sectionAddress;

  /**
   * @param candidates undefined, section and file symbols may be among them
   * @param section number of the one that is listed, whose symbols come first
   * @param sectionName what addresses are counted from if there is no symbol at all
   */
  Labels(List<Symbol> candidates, int section, String sectionName, long sectionAddress) {
    this.sectionName = sectionName;
    this.sectionAddress = sectionAddress;
    for (Symbol s : candidates) {
      if (!s.name().isEmpty()
          && s.type() != Symbol.Type.SECTION
          && s.type() != Symbol.Type.FILE
          && !s.sectionName().isEmpty()) {
        symbols.add(s);
      }
    }
    symbols.sort(
        Comparator.<Symbol, Long>comparing(Symbol::value, Long::compareUnsigned)
            .thenComparing(s -> s.section() != section)
            .thenComparing(Symbol::section)
            .thenComparing(AT_ONE_PLACE));
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
    while (i > 1 && symbols.get(i - 2).value() == value) {
      i--;
    }
    return offset(symbols.get(i - 1).name(), address - value);
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
    int low = 0;
    int high = symbols.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(symbols.get(middle).value(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
