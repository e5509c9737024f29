package fastpath.lab.cli;

import com.google.common.collect.Iterables;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that are linked together. */
final class FileArguments {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          ".c is compiled, .s and .S assembled, anything else loaded as ELF object, archive,"
              + " shared object, executable or kernel (vmlinuz, vmlinux); - reads C from the standard"
              + " input.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "A file that is linked beside the others, as one that defines the function of --setup"
              + " beside an executable; repeatable.")
  List<String> beside = new ArrayList<>();

  private CacheKey kernel;

  /**
   * Reads the files.
   *
   * @param cache keeps what a kernel unpacks to
   */
  Program read(InputStream in, Cache cache) throws IOException {
    List<Program.Input> inputs = new ArrayList<>();
    for (String file : Iterables.concat(files, beside)) {
      inputs.add(
          Inputs.isSource(file)
              ? new Program.Input.Text(Inputs.source(file, in))
              : new Program.Input.Binary(file, binary(file, cache)));
    }
    return new Program(inputs);
  }

  private byte[] binary(String file, Cache cache) throws IOException {
    byte[] bytes = Inputs.bytes(file);
    if (!KernelFile.needsOpening(bytes)) {
      return bytes;
    }
    kernel = Inputs.kernelKey(file, bytes);
    return cache.get(kernel, () -> Inputs.kernel(file, bytes));
  }

  /** What the kernel among the files is kept under; empty if none was unpacked. */
  Optional<CacheKey> kernel() {
    return Optional.ofNullable(kernel);
  }
}
