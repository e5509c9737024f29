package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.TemporaryFiles;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The sources of kernelsrc, with or without an overlay, as compilers read them. The lab's own
 * compiler reads the resources. gcc and clang read a copy in a temporary folder, which is created
 * on first use and removed when this object is closed.
 */
public final class KernelTree implements AutoCloseable {
  private final KernelSources sources;

  /** The headers that have been searched, by path; every file that is compiled searches many. */
  private final Map<String, Optional<Source>> headers = new ConcurrentHashMap<>();

  private Path folder;

  public KernelTree(KernelSources sources) {
    this.sources = sources;
  }

  /** Returns the source at a path within kernelsrc. */
  public Source source(String path) {
    return new Source(sources.nameOf(path), sources.text(path));
  }

  /** Returns a search for {@code <linux/...>} headers among the resources. */
  public Includes includes() {
    return (path, quoted, from) -> headers.computeIfAbsent(path, this::header);
  }

  private Optional<Source> header(String path) {
    String file = KernelSources.INCLUDE + "/" + path;
    return sources.exists(file) ? Optional.of(source(file)) : Optional.empty();
  }

  /** Returns compiler options with the kernel's headers and the symbols of a preset. */
  public Options options(Compiler compiler, Preset preset) {
    return withHeaders(Options.DEFAULT.withDefines(preset.defines()), compiler);
  }

  /** Returns the given options, with the kernel's headers searched last. */
  public Options withHeaders(Options options, Compiler compiler) {
    if (compiler instanceof OwnCompiler) {
      return options.withIncludes(
          Includes.of(options.includeDirs()).or(options.includes()).or(includes()));
    }
    return options
        .withIncludeDirs(
            Stream.concat(options.includeDirs().stream(), Stream.of(folder().resolve("include")))
                .toList())
        .withFolderNames(Map.of(folder(), "kernelsrc"));
  }

  private synchronized Path folder() {
    try {
      if (folder == null) {
        folder = TemporaryFiles.folder("fastpath-kernelsrc");
        sources.extract(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (folder != null) {
      TemporaryFiles.remove(folder);
      folder = null;
    }
  }
}
