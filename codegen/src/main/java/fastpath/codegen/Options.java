package fastpath.codegen;

import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Includes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to compile one source.
 *
 * @param includes where our compiler looks first, files or not
 * @param includeDirs folders searched after {@code includes}; the only ones gcc and clang see
 * @param defines macro name to its value, as {@code -DNAME=VALUE}; in order
 * @param undefines predefined macros to remove, as {@code -U}
 * @param strategy the code generation variant
 * @param cflags extra flags as cc takes them; ours refuses one that it neither honours nor knows to
 *     be harmless
 * @param assembly whether {@link Compiled#assembly} is wanted; it costs a second run of gcc or
 *     clang
 */
public record Options(
    Includes includes,
    List<Path> includeDirs,
    Map<String, String> defines,
    Set<String> undefines,
    Strategy strategy,
    List<String> cflags,
    boolean assembly) {
  /** Nothing to include, nothing defined, {@link Strategy#DEFAULT}, no assembly text. */
  public static final Options DEFAULT =
      new Options(
          Includes.none(), List.of(), Map.of(), Set.of(), Strategy.DEFAULT, List.of(), false);

  /** These options with other includes. */
  public Options withIncludes(Includes includes) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options with other include folders. */
  public Options withIncludeDirs(List<Path> includeDirs) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options with other macros; the iteration order of {@code defines} is kept. */
  public Options withDefines(Map<String, String> defines) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options with other macros removed. */
  public Options withUndefines(Set<String> undefines) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options under another strategy. */
  public Options withStrategy(Strategy strategy) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options with other flags of cc. */
  public Options withCflags(List<String> cflags) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }

  /** These options with or without the assembly text. */
  public Options withAssembly(boolean assembly) {
    return new Options(includes, includeDirs, defines, undefines, strategy, cflags, assembly);
  }
}
