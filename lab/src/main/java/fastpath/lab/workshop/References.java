package fastpath.lab.workshop;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the symbols that object files define and refer to. */
final class References {
  private References() {}

  /**
   * Returns the symbols that some of the files refer to and none of the files defines. Weak
   * references are left out.
   */
  static Set<String> missing(Collection<ObjectFile> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> undefined(object).forEach(names::add));
    objects.forEach(object -> defined(object).map(Symbol::name).forEach(names::remove));
    return names;
  }

  /** Returns the symbols that a file refers to and does not define (gABI, chapter 4). */
  static Stream<String> undefined(ObjectFile object) {
    return object.undefined().stream();
  }

  /** Returns the symbols that a file defines for other files. */
  static Stream<Symbol> defined(ObjectFile object) {
    return object.symbols().stream()
        .filter(s -> s.section() != Symbol.UNDEFINED && s.binding() != Symbol.Binding.LOCAL);
  }

  /** Returns the names of the symbols that files define for other files. */
  static Set<String> names(List<ObjectFile> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> defined(object).map(Symbol::name).forEach(names::add));
    return names;
  }
}
