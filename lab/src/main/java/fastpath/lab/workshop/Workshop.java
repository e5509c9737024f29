package fastpath.lab.workshop;

import com.google.common.base.Throwables;
import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Compiles, links and runs what is measured. The support files of a preset are compiled once for
 * each compiler, and so is each fast path; a cell is run once. May be used from several threads.
 */
public final class Workshop implements AutoCloseable {
  private record Unit(String file, Preset preset, String compiler) {}

  private record Place(FastPath fastPath, Preset preset, String compiler) {}

  private final KernelSources sources;
  private final KernelTree tree;
  private final Map<Unit, FutureTask<ObjectFile>> objects = new ConcurrentHashMap<>();
  private final Map<Place, FutureTask<Cell>> cells = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> supportFiles = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> contextFiles = new ConcurrentHashMap<>();

  /** For kernelsrc as it is. */
  public Workshop() {
    this(KernelSources.BASE);
  }

  /** For kernelsrc as it is, or under an overlay. */
  public Workshop(KernelSources sources) {
    this.sources = sources;
    tree = new KernelTree(sources);
  }

  /** What is compiled here. */
  public KernelSources sources() {
    return sources;
  }

  /** A fast path linked with the support of its preset. */
  public Image image(FastPath fastPath, Preset preset, Compiler compiler, LinkOptions where) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(fastPath.file(), preset, compiler));
    parts.addAll(support(preset, compiler));
    return Linker.link(parts, where);
  }

  /** The same with a scheduler of several threads and interrupts. */
  public Image imageInContext(
      FastPath fastPath, Preset preset, Compiler compiler, LinkOptions where) {
    return imageInContext(fastPath.file(), preset, compiler, where);
  }

  /** A kernel source linked with that. */
  public Image imageInContext(String file, Preset preset, Compiler compiler, LinkOptions where) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(file, preset, compiler));
    parts.addAll(context(preset, compiler));
    return Linker.link(parts, where);
  }

  /** The objects of a scheduler of several threads, and of interrupts. */
  public List<ObjectFile> context(Preset preset, Compiler compiler) {
    return contextFiles.computeIfAbsent(preset, sources::contextFiles).stream()
        .map(file -> object(file, preset, compiler))
        .toList();
  }

  /** The objects that a file using the kernel's headers is linked with. */
  public List<ObjectFile> support(Preset preset, Compiler compiler) {
    return supportFiles.computeIfAbsent(preset, sources::supportFiles).stream()
        .map(file -> object(file, preset, compiler))
        .toList();
  }

  /** A fast path under a preset and a compiler, run and measured; it may have failed. */
  public Cell cell(FastPath fastPath, Preset preset, Compiler compiler) {
    return once(
        cells,
        new Place(fastPath, preset, compiler.name()),
        () -> Cell.of(this, fastPath, preset, compiler));
  }

  /** A kernel source, compiled. */
  public ObjectFile object(String file, Preset preset, Compiler compiler) {
    return once(
        objects,
        new Unit(file, preset, compiler.name()),
        () -> compile(tree.source(file), compiler, tree.options(compiler, preset)));
  }

  /** A second asker waits for the first one's work. */
  private static <K, V> V once(Map<K, FutureTask<V>> known, K key, Callable<V> work) {
    FutureTask<V> mine = new FutureTask<>(work);
    FutureTask<V> first = known.putIfAbsent(key, mine);
    if (first == null) {
      mine.run();
    }
    return result(first == null ? mine : first);
  }

  /**
   * The result of work that another thread may do; waits for it.
   *
   * @throws RuntimeException that the work threw
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

  /** A source of the user's, compiled with the kernel's headers behind the user's own. */
  public ObjectFile userObject(Source source, Compiler compiler, Options options) {
    return compile(source, compiler, withHeaders(options, compiler));
  }

  /** The user's options with the kernel's headers searched last. */
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
