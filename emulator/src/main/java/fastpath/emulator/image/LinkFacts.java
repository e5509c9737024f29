package fastpath.emulator.image;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about a link besides the program.
 *
 * @param undefined symbols that are traps
 * @param patched addresses of nops in place of calls of the function tracer
 * @param origins the file that each piece of code comes from
 * @param remarks what was left out, a line each
 */
record LinkFacts(
    UndefinedSymbols undefined, Set<Long> patched, List<Origin> origins, List<String> remarks) {
  /** Code of one file. */
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
