package fastpath.lab.vmlinux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads a System.map: a line for each symbol, with the address, nm's letter for the symbol's kind,
 * and the name.
 */
final class SystemMap {
  /**
   * The smallest number of symbols of a kernel; a distribution may ship a placeholder of one line.
   */
  private static final int FEWEST = 100;

  private SystemMap() {}

  /**
   * Returns the symbols, in the order of their addresses.
   *
   * @return empty if the text is not a System.map
   */
  static Optional<List<Kallsyms.Entry>> read(String text) {
    List<Kallsyms.Entry> all = new ArrayList<>();
    text.lines().forEach(line -> parse(line).ifPresent(all::add));
    all.sort(Comparator.comparing(Kallsyms.Entry::address, Long::compareUnsigned));
    return all.size() < FEWEST ? Optional.empty() : Optional.of(all);
  }

  private static Optional<Kallsyms.Entry> parse(String line) {
    String[] words = line.split(" ");
    if (words.length != 3 || words[1].length() != 1) {
      return Optional.empty();
    }
    try {
      long address = Long.parseUnsignedLong(words[0], 16);
      return Optional.of(new Kallsyms.Entry(words[1].charAt(0), words[2], address));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
