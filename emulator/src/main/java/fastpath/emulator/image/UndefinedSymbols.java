package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols that no file of a link defines. Each symbol gets addresses of its own at which
 * nothing is mapped, so that the address of a fault tells which symbol was reached.
 */
public final class UndefinedSymbols {
  private static final long PAGE = 4096;

  /**
   * The limit on pages; more symbols than this share pages, so that all addresses are near the
   * text.
   */
  private static final int MOST_PAGES = 1 << 14;

  private static final long SHARED = 64;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Set<String> unlisted = new HashSet<>();
  private List<String> names = List.of();
  private long start;
  private long stride;

  void add(String name) {
    numbers.putIfAbsent(name, numbers.size());
  }

  /**
   * Adds a symbol that {@code names} does not list, because nothing is to be reported before the
   * symbol is reached.
   */
  void addUnlisted(String name) {
    if (!numbers.containsKey(name)) {
      unlisted.add(name);
      add(name);
    }
  }

  /** Assigns addresses to each symbol, beginning at a page. */
  void place(long at) {
    names = new ArrayList<>(numbers.keySet());
    start = at;
    stride = names.size() > MOST_PAGES ? SHARED : PAGE;
  }

  /**
   * Returns the address that stands for a symbol; null if the symbol is not one of the undefined
   * symbols.
   */
  Long address(String name) {
    Integer number = numbers.get(name);
    return number == null ? null : (Long) (start + number * stride);
  }

  /** Returns the names of the symbols, in the order in which the files refer to them. */
  public List<String> names() {
    return names.stream().filter(name -> !unlisted.contains(name)).toList();
  }

  /** Returns the name of the symbol that an address stands for. */
  public Optional<String> at(long address) {
    long offset = address - start;
    return Long.compareUnsigned(offset, names.size() * stride) < 0
        ? Optional.of(names.get((int) (offset / stride)))
        : Optional.empty();
  }
}
