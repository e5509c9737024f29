package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.lab.workshop.Compilers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --compiler}, which may be repeated. */
final class CompilerOption {
  @Option(
      names = "--compiler",
      paramLabel = "NAME",
      description =
          "own, gcc, clang, or a gcc-compatible driver by its path. Repeatable, except"
              + " for run, compile, disassemble and litmus.")
  List<String> names = new ArrayList<>();

  /** Returns the compilers that the option names; only our compiler if the option is absent. */
  List<Compiler> orOwn() {
    return names.isEmpty() ? List.of(Compilers.named(Compilers.OWN)) : named();
  }

  /** Returns the compilers of {@link #namesOrOwn} that are there. */
  List<Compiler> found() {
    return namesOrOwn().stream().flatMap(name -> Compilers.find(name).stream()).toList();
  }

  /**
   * Returns the names of the compilers that the option names; only our compiler's if the option is
   * absent.
   */
  List<String> namesOrOwn() {
    return names.isEmpty() ? List.of(Compilers.OWN) : names.stream().distinct().toList();
  }

  /**
   * Returns the compilers that the option names; all compilers found on the machine if the option
   * is absent.
   */
  List<Compiler> orEveryFound() {
    return names.isEmpty() ? Compilers.all() : named();
  }

  /** Returns the only compiler that the option names; our compiler if the option is absent. */
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
