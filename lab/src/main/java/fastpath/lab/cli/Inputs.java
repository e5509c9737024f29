package fastpath.lab.cli;

import fastpath.codegen.source.Source;
import fastpath.codegen.source.SourceText;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.vmlinux.KernelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files that the user names. */
final class Inputs {
  private static final String STDIN = "-";

  /** The cache's kind of an unpacked kernel: an ELF file with symbols. */
  private static final String UNPACKED = "vmlinux-1";

  private static final String STDIN_NAME = "<stdin>";

  /**
   * The largest object that is read, in bytes; large because kernels may have debug information.
   */
  private static final int MOST_BYTES = 1 << 30;

  private Inputs() {}

  /** True if the file's name is that of source text for a compiler or an assembler. */
  static boolean isSource(String file) {
    return file.equals(STDIN) || file.endsWith(".c") || file.endsWith(".s") || file.endsWith(".S");
  }

  /**
   * Returns a source by its name on the command line; {@code -} is C read from {@code in}.
   *
   * @throws Failure if the name is not that of a source
   * @throws IOException if the source cannot be read or is not text
   */
  static Source source(String file, InputStream in) throws IOException {
    if (!isSource(file)) {
      throw Failure.usage("%s: not a source: .c, .s, .S, or - for C from the standard input", file);
    }
    return text(file, in);
  }

  /**
   * Returns a text of any format by its name on the command line; {@code -} is read from {@code
   * in}.
   *
   * @throws IOException if the text cannot be read or is not text
   */
  static Source text(String file, InputStream in) throws IOException {
    return file.equals(STDIN)
        ? new Source(STDIN_NAME, SourceText.read(STDIN_NAME, in))
        : new Source(file, text(file));
  }

  /** Returns the text of a file of any format, without a byte-order mark at the start. */
  static String text(String file) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(path(file))) {
      return SourceText.read(file, in);
    }
  }

  /**
   * Returns the cache key of a kernel, made from the kernel's bytes and the System.map in the same
   * folder.
   */
  static CacheKey kernelKey(String file, byte[] bytes) {
    byte[] map = systemMap(file).map(t -> t.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
    return CacheKey.of(UNPACKED, bytes, map);
  }

  /** Returns the cache key of a kernel that has a known digest. */
  static CacheKey kernelKey(String digest) {
    return new CacheKey(UNPACKED, digest);
  }

  /** Returns the ELF file with symbols that a kernel's file contains. */
  static byte[] kernel(String file, byte[] bytes) {
    return KernelFile.open(file, bytes, () -> systemMap(file));
  }

  /**
   * Returns the System.map of the same release in the kernel's folder; empty if no such file
   * exists.
   */
  private static Optional<String> systemMap(String kernel) {
    Path map = systemMapPath(kernel);
    try {
      return Files.exists(map) ? Optional.of(text(map.toString())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path at which a kernel's System.map is expected. */
  static Path systemMapPath(String kernel) {
    Path path = path(kernel);
    Path file = path.getFileName();
    String name = file == null ? "" : file.toString();
    int dash = name.indexOf('-');
    return path.resolveSibling("System.map" + (dash < 0 ? "" : name.substring(dash)));
  }

  /** Returns the bytes of an object file, archive or executable. */
  static byte[] bytes(String file) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(path(file))) {
      return SourceText.bounded(file, in, MOST_BYTES);
    }
  }

  /**
   * Returns the path that a text denotes.
   *
   * @throws Failure if the text is not a valid path
   */
  static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw Failure.usage("%s: not a path: %s", file, e.getReason());
    }
  }

  private static void requireFile(String file) {
    if (Files.isDirectory(path(file))) {
      throw Failure.usage("%s: a folder, not a file", file);
    }
    if (!Files.exists(path(file))) {
      throw Failure.usage("%s: no such file", file);
    }
  }
}
