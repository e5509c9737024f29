package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --compiler}, repeatable. */
final class CompilerOption {
  @Option(
      names = "--compiler",
      paramLabel = "NAME",
      description = "own, gcc, clang, or a gcc-compatible driver by its path; repeatable.")
  List<String> names = new ArrayList<>();

  /** Returns the compilers named; only ours if none is named. */
  List<Compiler> orOwn() {
    return names.isEmpty() ? List.of(Compilers.named(Compilers.OWN)) : named();
  }

  /** Returns the names of the compilers named; only ours if none is named. */
  List<String> namesOrOwn() {
    return names.isEmpty() ? List.of(Compilers.OWN) : names.stream().distinct().toList();
  }

  /** Returns the compilers named; all that are found if none is named. */
  List<Compiler> orEveryFound() {
    return names.isEmpty() ? Compilers.all() : named();
  }

  /** Returns the only compiler named; ours if none is named. */
  Compiler single() {
    if (names.size() > 1) {
      throw Failure.usage("--compiler: one at a time here, not %s", String.join(" and ", names));
    }
    return orOwn().getFirst();
  }

  private List<Compiler> named() {
    return new LinkedHashSet<>(names).stream().map(Compilers::named).toList();
  }
}
