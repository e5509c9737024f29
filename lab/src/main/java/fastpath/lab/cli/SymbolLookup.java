package fastpath.lab.cli;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.lab.text.demangle.Demangler;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the symbol that the user means: by its name, its source name, or its address. */
final class SymbolLookup {
  private static final int MOST_SHOWN = 8;

  private SymbolLookup() {}

  /**
   * Returns the name by which the image knows the symbol.
   *
   * @param option that the name was given to, for messages
   * @throws Failure if nothing has the name, or several things
   */
  static String resolve(String option, String name, Image image) {
    if (image.symbol(name).isPresent()) {
      List<Long> locals = image.localAddresses(name);
      if (locals.size() > 1) {
        throw Failure.usage(
            "%s%s: several local symbols are named %s; give an address: %s",
            option, name, name, addresses(locals));
      }
      return name;
    }
    if (image.undefined().names().contains(name)) {
      throw Failure.usage("%s%s: no file of the program defines %s", option, name, name);
    }
    Set<String> same = bySourceName(name, image);
    if (same.size() > 1) {
      List<Long> found = same.stream().map(image::address).toList();
      throw Failure.usage(
          "%s%s: several functions have this name; give an address: %s",
          option, name, addresses(found));
    }
    return same.stream()
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "%s%s: no symbol %s in the program%s",
                    option, name, name, suggestion(name, image)));
  }

  private static Set<String> bySourceName(String name, Image image) {
    Set<String> found = new LinkedHashSet<>();
    for (Symbol s : image.symbols()) {
      if (s.name().startsWith("_")
          && (Demangler.name(s.name()).equals(name)
              || Demangler.withoutParameters(s.name()).equals(name))) {
        found.add(s.name());
      }
    }
    return found;
  }

  private static String addresses(List<Long> all) {
    return all.stream()
            .limit(MOST_SHOWN)
            .map(a -> "0x" + Long.toHexString(a))
            .collect(Collectors.joining(", "))
        + (all.size() > MOST_SHOWN ? ", ..." : "");
  }

  private static String suggestion(String name, Image image) {
    int most = Math.max(1, name.length() / 3);
    return image.symbols().stream()
        .map(s -> Demangler.withoutParameters(s.name()))
        .distinct()
        .filter(other -> Math.abs(other.length() - name.length()) <= most)
        .filter(other -> distance(name, other) <= most)
        .min(Comparator.comparingInt((String other) -> distance(name, other)))
        .map(other -> "; did you mean " + other + "?")
        .orElse("");
  }

  /**
   * Returns how many letters to insert, drop or change, or neighbours to exchange, make one name of
   * the other (optimal string alignment).
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
