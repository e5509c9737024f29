package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * kernelsrc as compilers see it: ours reads the resources, gcc and clang a copy of them in a
 * temporary folder, made when the first of them asks and removed on closing.
 */
public final class KernelTree implements AutoCloseable {
  /** Every kernel source's name in diagnostics and line tables begins with it. */
  public static final String PREFIX = "kernelsrc/";

  private final Map<String, String> changed;
  private Path folder;

  /** kernelsrc as it is. */
  public KernelTree() {
    this(Map.of());
  }

  /**
   * The same with some files changed.
   *
   * @param changed their texts, by path within kernelsrc
   */
  public KernelTree(Map<String, String> changed) {
    this.changed = Map.copyOf(changed);
  }

  /** The source of that path within kernelsrc. */
  public Source source(String path) {
    String text = changed.get(path);
    return new Source(PREFIX + path, text == null ? KernelSources.text(path) : text);
  }

  /** What finds {@code <linux/...>} among the resources. */
  public Includes includes() {
    return (path, quoted, from) -> {
      String file = KernelSources.INCLUDE + "/" + path;
      return KernelSources.exists(file) ? Optional.of(source(file)) : Optional.empty();
    };
  }

  /** Options that make the headers available, under a preset. */
  public Options options(Compiler compiler, Preset preset) {
    return withHeaders(Options.DEFAULT.withDefines(preset.defines()), compiler);
  }

  /** The same options with the headers searched last. */
  public Options withHeaders(Options options, Compiler compiler) {
    if (compiler instanceof OwnCompiler) {
      return options.withIncludes(
          Includes.of(options.includeDirs()).or(options.includes()).or(includes()));
    }
    return options.withIncludeDirs(
        Stream.concat(options.includeDirs().stream(), Stream.of(folder().resolve("include")))
            .toList());
  }

  private synchronized Path folder() {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("fastpath-kernelsrc");
        KernelSources.extract(folder);
        for (Map.Entry<String, String> file : changed.entrySet()) {
          Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder = null;
  }

  /**
   * The line a compiler's debug information names, wherever the file is.
   *
   * @param file as line tables have it: a kernel source by its prefix or its place in the copy, or
   *     a file of the user's
   */
  public static List<String> lines(String file) {
    try {
      int at = file.lastIndexOf("/" + KernelSources.INCLUDE + "/");
      String path =
          file.contains(PREFIX)
              ? file.substring(file.indexOf(PREFIX) + PREFIX.length())
              : at < 0 ? "" : file.substring(at + 1);
      if (!path.isEmpty() && KernelSources.exists(path)) {
        return KernelSources.text(path).lines().toList();
      }
      return Files.isRegularFile(Path.of(file)) ? Files.readAllLines(Path.of(file)) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
