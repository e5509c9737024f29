package fastpath.tests.standalone;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import fastpath.lab.silicon.SiliconCpu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The resources that the tests of this package share: the host CPU, libgcc, and the programs,
 * compiled once by each build. The JVMs of one Maven run share a folder, which the next run
 * deletes; outside of Maven the folder is a temporary one.
 */
final class Bench implements AutoCloseable {
  /** The system property that tells one Maven run from another. */
  private static final String RUN = System.getProperty("fastpath.run", "");

  private static final Path SHARED = Path.of("target", "standalone").toAbsolutePath();

  private final Path folder;
  private SiliconCpu cpu;
  private final Programs.Libgcc libgcc = Programs.Libgcc.ofTheHost();
  private final Map<Build, Path> compiled = new ConcurrentHashMap<>();

  /** A JUnit extension that supplies one instance for the whole test run. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Bench.class;
    }

    @Override
    public Bench resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Bench.class))
          .getOrComputeIfAbsent(Bench.class, key -> new Bench(), Bench.class);
    }
  }

  private Bench() {
    try {
      folder = RUN.isEmpty() ? Files.createTempDirectory("fastpath-standalone") : ofThisRun();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path ofThisRun() throws IOException {
    Files.createDirectories(SHARED);
    try (FileChannel channel = locked(SHARED.resolve("lock"));
        Stream<Path> runs = Files.list(SHARED).filter(Files::isDirectory)) {
      Path mine = SHARED.resolve(RUN);
      for (Path other : runs.filter(run -> !run.equals(mine)).toList()) {
        delete(other);
      }
      return Files.createDirectories(mine);
    }
  }

  /** Returns a channel to a file, with a lock that other JVMs wait for until the channel closes. */
  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  private static void delete(Path folder) throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** Returns the host CPU, which is opened at the first call. */
  synchronized SiliconCpu cpu() {
    cpu = cpu == null ? SiliconCpu.open() : cpu;
    return cpu;
  }

  Programs.Libgcc libgcc() {
    return libgcc;
  }

  /**
   * Returns a folder with each program's assembly, NAME.s, and object, NAME.o, as compiled and
   * assembled by the build's compiler.
   */
  Path compiled(Build build) {
    return compiled.computeIfAbsent(build, this::compile);
  }

  private Path compile(Build build) {
    String name = build.toString().replace(" ", "");
    Path done = folder.resolve(name);
    try (FileChannel channel = locked(folder.resolve(name + ".lock"))) {
      if (!Files.exists(done)) {
        Path begun = Files.createDirectories(folder.resolve(name + ".begun"));
        Programs.compile(build, begun);
        Files.move(begun, done);
      }
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (cpu != null) {
      cpu.close();
    }
    if (RUN.isEmpty()) {
      delete(folder);
    }
  }
}
