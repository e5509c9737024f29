package fastpath.codegen;

import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Includes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options for the compilation of one source.
 *
 * @param includes include sources that our compiler searches first; they need not be files
 * @param includeDirs folders searched after {@code includes}; gcc and clang search these folders
 *     only
 * @param defines macro names and their values, in order, as {@code -DNAME=VALUE}
 * @param undefines names of predefined macros to remove, as {@code -U}
 * @param folderNames names that objects of gcc and clang have for folders, in place of their paths
 * @param strategy the code generation variant
 * @param cflags further flags as gcc takes them; our compiler rejects a flag that it does not know
 * @param assembly true if {@link Compiled#assembly} is wanted, which takes a second run of gcc or
 *     clang
 */
public record Options(
    Includes includes,
    List<Path> includeDirs,
    Map<String, String> defines,
    Set<String> undefines,
    Map<Path, String> folderNames,
    Strategy strategy,
    List<String> cflags,
    boolean assembly) {
  /** The default options: no includes, no macros, {@link Strategy#DEFAULT}, no assembly text. */
  public static final Options DEFAULT =
      new Options(
          Includes.none(),
          List.of(),
          Map.of(),
          Set.of(),
          Map.of(),
          Strategy.DEFAULT,
          List.of(),
          false);

  /** Returns these options with other includes. */
  public Options withIncludes(Includes includes) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with other include folders. */
  public Options withIncludeDirs(List<Path> includeDirs) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with other macros; the iteration order of {@code defines} is kept. */
  public Options withDefines(Map<String, String> defines) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with other macros removed. */
  public Options withUndefines(Set<String> undefines) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with other names for folders. */
  public Options withFolderNames(Map<Path, String> folderNames) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with another strategy. */
  public Options withStrategy(Strategy strategy) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with other flags of gcc. */
  public Options withCflags(List<String> cflags) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }

  /** Returns these options with or without the assembly text. */
  public Options withAssembly(boolean assembly) {
    return new Options(
        includes, includeDirs, defines, undefines, folderNames, strategy, cflags, assembly);
  }
}
