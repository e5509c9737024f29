package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.codegen.GccCompiler;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.option.Dump;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The available compilers: the lab's own compiler, and gcc and clang if they are on PATH. */
public final class Compilers {
  public static final String OWN = "own";

  /** Names of the external compilers that are searched on PATH by default. */
  public static final List<String> OTHERS = List.of("gcc", "clang");

  private Compilers() {}

  /** Returns the lab's own compiler first, and then every external compiler that was found. */
  public static List<Compiler> all() {
    return Stream.concat(Stream.of(new OwnCompiler(Dump.NONE)), GccCompiler.discover().stream())
        .map(Compiler.class::cast)
        .toList();
  }

  /** Returns the names in {@link #OTHERS} that are not among the given compilers. */
  public static List<String> missing(List<Compiler> found) {
    return OTHERS.stream()
        .filter(name -> found.stream().noneMatch(compiler -> compiler.name().equals(name)))
        .toList();
  }

  /**
   * Returns the compiler with a name.
   *
   * @param name own, gcc, clang, or a gcc-compatible driver by name or path
   * @throws LabException if there is no compiler of that name
   */
  public static Compiler named(String name) {
    return find(name)
        .orElseThrow(
            () -> new LabException("--compiler " + name + ": not found, or it does not start"));
  }

  /** Returns the one of some compilers that has a name. */
  public static Compiler among(List<Compiler> compilers, String name) {
    return compilers.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the compiler with a name as {@link #named} takes it; empty if there is none. */
  public static Optional<Compiler> find(String name) {
    return name.equals(OWN)
        ? Optional.of(new OwnCompiler(Dump.NONE))
        : GccCompiler.find(name).map(Compiler.class::cast);
  }
}
