package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Symbols that no file of a link defines. Each has addresses of its own, where nothing is mapped,
 * so that a fault there tells which symbol was reached.
 */
public final class UndefinedSymbols {
  private static final long PAGE = 4096;

  /** More symbols than this share pages, to keep them all near the text. */
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

  /** Adds one of which there is nothing to be said before it is reached. */
  void addUnlisted(String name) {
    if (!numbers.containsKey(name)) {
      unlisted.add(name);
      add(name);
    }
  }

  /** Gives each symbol its addresses, from a page on. */
  void place(long at) {
    names = new ArrayList<>(numbers.keySet());
    start = at;
    stride = names.size() > MOST_PAGES ? SHARED : PAGE;
  }

  /** The address that stands for a symbol; null if the symbol is not one of these. */
  Long address(String name) {
    Integer number = numbers.get(name);
    return number == null ? null : (Long) (start + number * stride);
  }

  /** The names, in the order in which the files refer to them. */
  public List<String> names() {
    return names.stream().filter(name -> !unlisted.contains(name)).toList();
  }

  /** The symbol that an address stands for. */
  public Optional<String> at(long address) {
    long offset = address - start;
    return Long.compareUnsigned(offset, names.size() * stride) < 0
        ? Optional.of(names.get((int) (offset / stride)))
        : Optional.empty();
  }
}
