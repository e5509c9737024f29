package fastpath.lab.workshop;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the symbols that files define and refer to. */
final class References {
  private References() {}

  /** The symbols that files refer to and none of them defines. Weak references are left out. */
  static Set<String> missing(Collection<ObjectFile> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> undefined(object).forEach(names::add));
    objects.forEach(object -> defined(object).map(Symbol::name).forEach(names::remove));
    return names;
  }

  /** Symbols that a file refers to and does not define (gABI, chapter 4). */
  static Stream<String> undefined(ObjectFile object) {
    return object.undefined().stream();
  }

  /** Symbols that a file defines for other files. */
  static Stream<Symbol> defined(ObjectFile object) {
    return object.symbols().stream()
        .filter(s -> s.section() != Symbol.UNDEFINED && s.binding() != Symbol.Binding.LOCAL);
  }

  /** Symbols of a file by name. */
  static Set<String> names(List<ObjectFile> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> defined(object).map(Symbol::name).forEach(names::add));
    return names;
  }
}
