package fastpath.lab.workshop;

import com.google.common.base.Throwables;
import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compiles and links what is measured. The support files of a preset are compiled once for each
 * compiler, and so is each host. May be used from several threads.
 */
public final class Workshop implements AutoCloseable {
  private record Unit(String file, Preset preset, String compiler) {}

  private final KernelTree tree = new KernelTree();
  private final Map<Unit, FutureTask<ObjectFile>> objects = new ConcurrentHashMap<>();

  private final Map<Preset, List<String>> supportFiles = new ConcurrentHashMap<>();

  /** A host linked with the support of its preset. */
  public Image image(Host host, Preset preset, Compiler compiler, LinkOptions where) {
    List<ObjectFile> parts = new ArrayList<>();
    parts.add(object(host.file(), preset, compiler));
    parts.addAll(support(preset, compiler));
    return Linker.link(parts, where);
  }

  /** The objects that a file using the kernel's headers is linked with. */
  public List<ObjectFile> support(Preset preset, Compiler compiler) {
    return supportFiles.computeIfAbsent(preset, KernelSources::supportFiles).stream()
        .map(file -> object(file, preset, compiler))
        .toList();
  }

  /** A kernel source, compiled; a second asker waits for the first one's compilation. */
  public ObjectFile object(String file, Preset preset, Compiler compiler) {
    FutureTask<ObjectFile> mine =
        new FutureTask<>(
            () -> compile(KernelTree.source(file), compiler, tree.options(compiler, preset)));
    FutureTask<ObjectFile> first =
        objects.putIfAbsent(new Unit(file, preset, compiler.name()), mine);
    if (first == null) {
      mine.run();
    }
    return result(first == null ? mine : first);
  }

  private static ObjectFile result(FutureTask<ObjectFile> task) {
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
