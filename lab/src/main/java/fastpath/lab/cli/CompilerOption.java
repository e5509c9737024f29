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

  /** Those named; ours alone when none is. */
  List<Compiler> orOwn() {
    return names.isEmpty() ? List.of(Compilers.named(Compilers.OWN)) : named();
  }

  /** The names of those asked for; ours alone when none is. */
  List<String> namesOrOwn() {
    return names.isEmpty() ? List.of(Compilers.OWN) : names.stream().distinct().toList();
  }

  /** Those named; when none is, every one that is found. */
  List<Compiler> orEveryFound() {
    return names.isEmpty() ? Compilers.all() : named();
  }

  /** The only one named; ours when none is. */
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
