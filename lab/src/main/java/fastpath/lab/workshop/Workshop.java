package fastpath.lab.workshop;

import com.google.common.base.Throwables;
import fastpath.codegen.Compiler;
import fastpath.codegen.Content;
import fastpath.codegen.GccCompiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.cache.FileIdentity;
import fastpath.lab.cache.RunningJars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Compiles, links and runs the code that is measured. The support files of a preset, and each fast
 * path, are compiled once for each compiler, and each cell is run once. All methods may be called
 * from several threads.
 */
public final class Workshop implements AutoCloseable {
  private record Unit(String file, Preset preset, String compiler) {}

  private record Place(FastPath fastPath, Preset preset, String compiler) {}

  /** The kind of a kept object; the number changes when the lab reads another form. */
  private static final String OBJECT = "object-1";

  private final KernelSources sources;
  private final Cache cache;
  private final KernelTree tree;
  private final Optional<OwnBuild> own;
  private final Map<Unit, CompletableFuture<ObjectFile>> objects = new ConcurrentHashMap<>();
  private final Map<CacheKey, CompletableFuture<ObjectFile>> contents = new ConcurrentHashMap<>();
  private final Map<Place, CompletableFuture<Cell>> cells = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> supportFiles = new ConcurrentHashMap<>();
  private final Map<Preset, List<String>> contextFiles = new ConcurrentHashMap<>();

  /** Creates a workshop for kernelsrc without an overlay. */
  public Workshop() {
    this(KernelSources.BASE);
  }

  /** Creates a workshop for given sources, which keeps nothing for later commands. */
  public Workshop(KernelSources sources) {
    this(sources, Cache.none());
  }

  /** Creates a workshop for given sources, with a cache for objects. */
  public Workshop(KernelSources sources, Cache cache) {
    this.sources = sources;
    this.cache = cache;
    tree = new KernelTree(sources);
    own = cache.isKept() ? OwnBuild.of(sources) : Optional.empty();
  }

  /** Returns the kernel sources. */
  public KernelSources sources() {
    return sources;
  }

  /** Returns the objects of a fast path, and those that it is linked with to be measured. */
  public List<ObjectFile> objects(FastPath fastPath, Preset preset, Compiler compiler) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(fastPath.file(), preset, compiler));
    parts.addAll(fastPath.wakes() ? context(preset, compiler) : support(preset, compiler));
    return parts;
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

  /** Returns the cell that has a measurement; empty if this workshop made no such cell. */
  public Optional<Cell> cell(Measurement measurement) {
    return cells.values().stream()
        .filter(cell -> cell.state() == Future.State.SUCCESS)
        .map(CompletableFuture::resultNow)
        .filter(cell -> cell.measurement() == measurement)
        .findFirst();
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
          if (own.isPresent() && compiler instanceof OwnCompiler) {
            return own(own.get(), file, source, preset, compiler, options);
          }
          Optional<Content> content = content(compiler, source, options);
          if (content.isEmpty()) {
            return compile(source, compiler, options);
          }
          Optional<String> program = program(compiler);
          CacheKey key = key(content.get(), program);
          Cache keeps = program.isPresent() ? cache : Cache.none();
          return once(contents, key, () -> kept(keeps, key, source, compiler, options));
        });
  }

  /** Returns the object of a kernel source that the lab's own compiler compiles, or kept before. */
  private ObjectFile own(
      OwnBuild build,
      String file,
      Source source,
      Preset preset,
      Compiler compiler,
      Options options) {
    Optional<CacheKey> key =
        build.key(
            cache,
            OBJECT,
            file,
            preset,
            options,
            () -> content(compiler, source, options).map(text -> key(text, program(compiler))));
    return key.isEmpty()
        ? compile(source, compiler, options)
        : once(contents, key.get(), () -> kept(cache, key.get(), source, compiler, options));
  }

  /** Returns what an object is made from; empty if the compiler itself is to report an error. */
  private static Optional<Content> content(Compiler compiler, Source source, Options options) {
    try {
      return compiler.content(source, options);
    } catch (CompileException e) {
      return Optional.empty();
    }
  }

  private static CacheKey key(Content content, Optional<String> program) {
    List<String> parts = new ArrayList<>(content.compiler());
    program.ifPresent(parts::add);
    parts.add(content.file());
    parts.add(content.text());
    return CacheKey.of(OBJECT, String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the identity of the compiler's program, which its version does not tell apart: that of
   * another compiler's driver, or of the lab's jars; empty if it is unknown.
   */
  private static Optional<String> program(Compiler compiler) {
    return switch (compiler) {
      case GccCompiler other -> FileIdentity.of(other.driver()).map(FileIdentity::text);
      case OwnCompiler own -> RunningJars.identity(own.getClass());
      default -> Optional.empty();
    };
  }

  /** Returns an object that an earlier command has kept, or else compiles it. */
  private static ObjectFile kept(
      Cache keeps, CacheKey key, Source source, Compiler compiler, Options options) {
    byte[] object = keeps.get(key, () -> compiler.compile(source, options).object());
    return ObjectFile.read(source.name(), object);
  }

  /**
   * Returns the result for a key, which is computed once. A second caller waits for the first
   * caller's result; a pool of threads starts another thread for one that waits, as for every
   * {@link CompletableFuture}. Work that failed is done again for the next caller: a full disk or
   * an ended compiler may be its reason.
   */
  private static <K, V> V once(Map<K, CompletableFuture<V>> known, K key, Callable<V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = known.putIfAbsent(key, mine);
    if (first != null) {
      return result(first);
    }
    try {
      mine.complete(work.call());
    } catch (Throwable e) {
      known.remove(key, mine);
      mine.completeExceptionally(e);
    }
    return result(mine);
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
