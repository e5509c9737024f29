package fastpath.codegen.asm;

import fastpath.codegen.source.PrefixMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file numbers of the line table and of DWARF entries. Number 0 is the primary source (DWARF 5,
 * section 6.2.4).
 */
final class SourceFiles {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final PrefixMap shown;

  /**
   * @param given the numbers that {@code .file} directives assigned; the numbers are kept, because
   *     other debug information refers to them
   * @param shown the names in the object
   */
  SourceFiles(String primary, Map<Integer, String> given, PrefixMap shown) {
    this.shown = shown;
    int most = given.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    names.add(shown.of(given.getOrDefault(0, primary == null ? "" : primary)));
    if (given.isEmpty()) {
      // File 1 is the primary source too, as in gcc's output, because the line program's initial
      // file number is 1.
      most = 1;
    }
    for (int i = 1; i <= most; i++) {
      names.add(given.getOrDefault(i, names.getFirst()));
    }
    for (int i = 0; i <= most; i++) {
      numbers.put(names.get(i), i);
    }
  }

  int number(String file) {
    String name = shown.of(file);
    Integer known = numbers.get(name);
    if (known == null) {
      known = names.size();
      names.add(name);
      numbers.put(name, known);
    }
    return known;
  }

  List<String> names() {
    return names;
  }
}
