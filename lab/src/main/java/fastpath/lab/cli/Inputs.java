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

/** Reads the user's files. */
final class Inputs {
  private static final String STDIN = "-";

  /** Kind of what is kept: an ELF file with symbols. */
  private static final String UNPACKED = "vmlinux-1";

  private static final String STDIN_NAME = "<stdin>";

  /**
   * Largest object that is read, in bytes; for kernels, which have debug information, the limit is
   * higher.
   */
  private static final int MOST_BYTES = 1 << 30;

  private Inputs() {}

  /** Returns whether the file is source text for a compiler or assembler, by its name. */
  static boolean isSource(String file) {
    return file.equals(STDIN) || file.endsWith(".c") || file.endsWith(".s") || file.endsWith(".S");
  }

  /**
   * A source as the user named it; {@code -} is C from {@code in}.
   *
   * @throws Failure if it is not a source by its name
   * @throws IOException if it cannot be read or is not text
   */
  static Source source(String file, InputStream in) throws IOException {
    if (!isSource(file)) {
      throw Failure.usage("%s: not a source: .c, .s, .S, or - for C from the standard input", file);
    }
    return text(file, in);
  }

  /**
   * A text of any format as the user named it; {@code -} is {@code in}.
   *
   * @throws IOException if it cannot be read or is not text
   */
  static Source text(String file, InputStream in) throws IOException {
    return file.equals(STDIN)
        ? new Source(STDIN_NAME, SourceText.read(STDIN_NAME, in))
        : new Source(file, text(file));
  }

  /** The text of a file of any format, without a byte-order mark at its start. */
  static String text(String file) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(path(file))) {
      return SourceText.read(file, in);
    }
  }

  /** Returns the cache key of a kernel: its bytes, and the System.map beside it. */
  static CacheKey kernelKey(String file, byte[] bytes) {
    byte[] map = systemMap(file).map(t -> t.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
    return CacheKey.of(UNPACKED, bytes, map);
  }

  /** Returns the same key, by its digest. */
  static CacheKey kernelKey(String digest) {
    return new CacheKey(UNPACKED, digest);
  }

  /** Returns the ELF file in a kernel, with its symbols. */
  static byte[] kernel(String file, byte[] bytes) {
    return KernelFile.open(file, bytes, () -> systemMap(file));
  }

  /** Returns the System.map of the same release in the kernel's folder. */
  private static Optional<String> systemMap(String kernel) {
    Path map = systemMapPath(kernel);
    try {
      return Files.exists(map) ? Optional.of(text(map.toString())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the System.map of a kernel would be. */
  static Path systemMapPath(String kernel) {
    Path path = path(kernel);
    Path file = path.getFileName();
    String name = file == null ? "" : file.toString();
    int dash = name.indexOf('-');
    return path.resolveSibling("System.map" + (dash < 0 ? "" : name.substring(dash)));
  }

  /** Returns the bytes of an object, archive or executable. */
  static byte[] bytes(String file) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(path(file))) {
      return SourceText.bounded(file, in, MOST_BYTES);
    }
  }

  /**
   * Returns the path that a user's text names.
   *
   * @throws Failure if it is not a path
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
