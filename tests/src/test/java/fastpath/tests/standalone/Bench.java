package fastpath.tests.standalone;

import fastpath.lab.silicon.SiliconCpu;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The resources that the tests of this package share: the host CPU, libgcc, and the programs,
 * compiled once by each build in a temporary folder.
 */
final class Bench implements AutoCloseable {
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
      folder = Files.createTempDirectory("fastpath-standalone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return compiled.computeIfAbsent(
        build,
        b -> {
          Path here = folder.resolve(build.toString().replace(" ", ""));
          try {
            Files.createDirectory(here);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          Programs.compile(b, here);
          return here;
        });
  }

  @Override
  public synchronized void close() throws IOException {
    if (cpu != null) {
      cpu.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
