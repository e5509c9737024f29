package fastpath.lab.cli;

import fastpath.codegen.source.NearMiss;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.lab.text.demangle.Demangler;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds a symbol by its name, its source name, or its address. */
final class SymbolLookup {
  private static final int MOST_SHOWN = 8;

  private SymbolLookup() {}

  /**
   * Returns the symbol's name in the image.
   *
   * @param option the command-line option that has the name, for messages
   * @throws Failure if no symbol has the name, or several symbols have it
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
        .orElseThrow(() ->
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
    return NearMiss.question(
        name, image.symbols().stream().map(s -> Demangler.withoutParameters(s.name())));
  }
}
