package fastpath.lab.cli;

import com.google.common.collect.Iterables;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.cache.FileIdentity;
import fastpath.lab.gate.Case;
import fastpath.lab.vmlinux.CompressedFile;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.vmlinux.LowKernel;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files on the command line, which are linked into one program. */
final class FileArguments {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
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

  @Option(
      names = "--against",
      paramLabel = "KERNEL",
      description = "The kernel that a module (.ko, compressed by xz or gzip too) is linked with.")
  String against;

  private CacheKey kernel;
  private int binaries;
  private boolean moved;

  /**
   * Reads all files on the command line.
   *
   * @param cache the cache, which keeps unpacked kernels
   * @param low whether a kernel that has relocations is moved to a low address
   */
  Program read(InputStream in, Cache cache, boolean low) throws IOException {
    moved = low;
    List<Program.Input> inputs = new ArrayList<>();
    List<String> kernels = against == null ? List.of() : List.of(against);
    for (String file : Iterables.concat(files, beside, kernels)) {
      inputs.add(
          Inputs.isSource(file)
              ? new Program.Input.Text(Inputs.source(file, in))
              : new Program.Input.Binary(file, binary(file, cache)));
    }
    return new Program(inputs);
  }

  /**
   * Returns the program of one of the files, together with the files of {@code --with} and {@code
   * --against}. No file is read again, since the standard input is empty then.
   *
   * @param whole the program of all files
   * @param position the file's position on the command line, from 0
   */
  Program alone(Program whole, int position) {
    List<Program.Input> inputs = new ArrayList<>();
    inputs.add(whole.inputs().get(position));
    inputs.addAll(whole.inputs().subList(files.size(), whole.inputs().size()));
    return new Program(inputs, whole.roots());
  }

  /**
   * Refuses a command line without a file.
   *
   * @param command the command's name, with which the message begins
   */
  void needFile(String command) {
    if (files.isEmpty()) {
      throw Failure.usage(
          "fastpath %s: a FILE is needed; see fastpath %s --help", command, command);
    }
  }

  /** Returns the files of a case, relative to a folder, beside those that the options name. */
  FileArguments of(Case one, Path folder) {
    FileArguments others = new FileArguments();
    others.files = one.files().stream().map(name -> folder.resolve(name).toString()).toList();
    others.beside = beside;
    others.against = against;
    return others;
  }

  /** Returns all files that the command line names. */
  List<String> all() {
    return Stream.of(files, beside, against == null ? List.<String>of() : List.of(against))
        .flatMap(List::stream)
        .toList();
  }

  private byte[] binary(String file, Cache cache) throws IOException {
    binaries++;
    KeptKernels kept = new KeptKernels(cache);
    Optional<KeptKernels.Kernel> unchanged = kept.unchanged(file);
    if (unchanged.isPresent()) {
      return use(file, unchanged.get());
    }
    Optional<FileIdentity> before = KeptKernels.identity(file);
    byte[] bytes = CompressedFile.unpack(file, Inputs.bytes(file));
    return KernelFile.needsOpening(bytes) ? use(file, kept.open(file, bytes, before)) : bytes;
  }

  private byte[] use(String file, KeptKernels.Kernel opened) {
    kernel = opened.key();
    return moved ? LowKernel.of(file, opened.elf()).orElse(opened.elf()) : opened.elf();
  }

  /**
   * Returns the cache key of an unpacked kernel that is the only binary file; empty if there is no
   * such kernel, or if the kernel was moved. Another binary file may have places that boot patches.
   */
  Optional<CacheKey> kernel() {
    return binaries == 1 && !moved ? Optional.ofNullable(kernel) : Optional.empty();
  }
}
