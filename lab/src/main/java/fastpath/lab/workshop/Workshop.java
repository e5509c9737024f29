package fastpath.lab.workshop;

import com.google.common.base.Throwables;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Compiles, links and runs the code that is measured. The support files of a preset, and each fast
 * path, are compiled once for each compiler, and each cell is run once. All methods may be called
 * from several threads.
 */
public final class Workshop implements AutoCloseable {
  private record Unit(String file, Preset preset, String compiler) {}

  /**
   * What an object is made from, where the lab can tell it without the compiler.
   *
   * @param digest the SHA-256 of the source after preprocessing
   */
  private record Content(String file, String compiler, HashCode digest) {}

  private record Place(FastPath fastPath, Preset preset, String compiler) {}

  private final KernelSources sources;
  private final KernelTree tree;
  private final Map<Unit, FutureTask<ObjectFile>> objects = new ConcurrentHashMap<>();
  private final Map<Content, FutureTask<ObjectFile>> contents = new ConcurrentHashMap<>();
  private final Map<Place, FutureTask<Cell>> cells = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> supportFiles = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> contextFiles = new ConcurrentHashMap<>();

  /** Creates a workshop for kernelsrc without an overlay. */
  public Workshop() {
    this(KernelSources.BASE);
  }

  /** Creates a workshop for given sources. */
  public Workshop(KernelSources sources) {
    this.sources = sources;
    tree = new KernelTree(sources);
  }

  /** Returns the kernel sources. */
  public KernelSources sources() {
    return sources;
  }

  /** Returns a fast path linked with the support files of its preset. */
  public Image image(FastPath fastPath, Preset preset, Compiler compiler, LinkOptions where) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(fastPath.file(), preset, compiler));
    parts.addAll(support(preset, compiler));
    return Linker.link(parts, where);
  }

  /** Returns a fast path linked with a scheduler of several threads and with interrupts. */
  public Image imageInContext(
      FastPath fastPath, Preset preset, Compiler compiler, LinkOptions where) {
    return imageInContext(fastPath.file(), preset, compiler, where);
  }

  /** Returns a kernel source linked with a scheduler of several threads and with interrupts. */
  public Image imageInContext(String file, Preset preset, Compiler compiler, LinkOptions where) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(file, preset, compiler));
    parts.addAll(context(preset, compiler));
    return Linker.link(parts, where);
  }

  /** Returns the objects of the scheduler of several threads and of interrupts. */
  public List<ObjectFile> context(Preset preset, Compiler compiler) {
    return contextFiles.computeIfAbsent(preset, sources::contextFiles).stream()
        .map(file -> object(file, preset, compiler))
        .toList();
  }

  /** Returns the objects that are linked with a file that uses the kernel's headers. */
  public List<ObjectFile> support(Preset preset, Compiler compiler) {
    return supportFiles.computeIfAbsent(preset, sources::supportFiles).stream()
        .map(file -> object(file, preset, compiler))
        .toList();
  }

  /** Returns the cell of a fast path, preset and compiler, which may have failed. */
  public Cell cell(FastPath fastPath, Preset preset, Compiler compiler) {
    return once(
        cells,
        new Place(fastPath, preset, compiler.name()),
        () -> Cell.of(this, fastPath, preset, compiler));
  }

  /**
   * Returns the object of a kernel source, compiled under a preset. Presets under which the source
   * is the same after preprocessing share one object.
   */
  public ObjectFile object(String file, Preset preset, Compiler compiler) {
    return once(
        objects,
        new Unit(file, preset, compiler.name()),
        () -> {
          Source source = tree.source(file);
          Options options = tree.options(compiler, preset);
          Optional<Content> content =
              preprocessed(compiler, source, options)
                  .map(text -> Hashing.sha256().hashUnencodedChars(text))
                  .map(digest -> new Content(file, compiler.name(), digest));
          return content.isPresent()
              ? once(contents, content.get(), () -> compile(source, compiler, options))
              : compile(source, compiler, options);
        });
  }

  /** Returns the preprocessed source; empty if the compiler itself is to report an error. */
  private static Optional<String> preprocessed(Compiler compiler, Source source, Options options) {
    try {
      return compiler.preprocess(source, options);
    } catch (CompileException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the result for a key, which is computed once. A second caller waits for the first
   * caller's result.
   */
  private static <K, V> V once(Map<K, FutureTask<V>> known, K key, Callable<V> work) {
    FutureTask<V> mine = new FutureTask<>(work);
    FutureTask<V> first = known.putIfAbsent(key, mine);
    if (first == null) {
      mine.run();
    }
    return result(first == null ? mine : first);
  }

  /**
   * Waits for a task that another thread may be executing, and returns its result.
   *
   * @throws RuntimeException an exception of the task
   */
  public static <V> V result(Future<V> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the object of a user's source file, compiled with the kernel's headers searched after
   * the user's own.
   */
  public ObjectFile userObject(Source source, Compiler compiler, Options options) {
    return compile(source, compiler, withHeaders(options, compiler));
  }

  /** Returns the user's options with the kernel's headers searched last. */
  public Options withHeaders(Options options, Compiler compiler) {
    return tree.withHeaders(options, compiler);
  }

  private static ObjectFile compile(Source source, Compiler compiler, Options options) {
    return ObjectFile.read(source.name(), compiler.compile(source, options).object());
  }

  @Override
  public void close() {
    tree.close();
  }
}
