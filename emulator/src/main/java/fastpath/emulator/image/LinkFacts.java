package fastpath.emulator.image;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about a link that are not part of the linked program.
 *
 * @param undefined symbols that no file defines, which are traps
 * @param patched addresses of nops that replace calls of the function tracer
 * @param origins the pieces of code, with the file that each comes from
 * @param remarks what was left out of the link, each as one line
 */
record LinkFacts(
    UndefinedSymbols undefined, Set<Long> patched, List<Origin> origins, List<String> remarks) {
  /** A piece of code that comes from one file. */
  record Origin(long address, long size, ObjectFile file) {}

  static LinkFacts none() {
    return new LinkFacts(new UndefinedSymbols(), Set.of(), List.of(), List.of());
  }

  Optional<ObjectFile> origin(long address) {
    return origins.stream()
        .filter(o -> Long.compareUnsigned(address - o.address(), o.size()) < 0)
        .map(Origin::file)
        .findFirst();
  }
}
