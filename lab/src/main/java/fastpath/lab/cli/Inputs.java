package fastpath.lab.cli;

import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The user's files. */
final class Inputs {
  private static final String STDIN = "-";

  /** Bytes of the largest object that is read; a kernel with its debug information has more. */
  private static final int MOST_BYTES = 1 << 30;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private Inputs() {}

  /** Whether the file is source text for a compiler or assembler, by its name. */
  static boolean isSource(String file) {
    return file.equals(STDIN) || file.endsWith(".c") || file.endsWith(".s") || file.endsWith(".S");
  }

  /**
   * A source as the user named it; {@code -} is C from {@code in}.
   *
   * @throws Failure if it is not source text
   * @throws IOException if it cannot be read
   */
  static Source source(String file, InputStream in) throws IOException {
    if (file.equals(STDIN)) {
      return new Source("<stdin>", text("<stdin>", bounded("<stdin>", in, Source.MOST_BYTES)));
    }
    if (!isSource(file)) {
      throw Failure.usage("%s: not a source: .c, .s, .S, or - for C from the standard input", file);
    }
    return new Source(file, text(file, bytes(file, Source.MOST_BYTES)));
  }

  /**
   * The text that bytes stand for, without a byte-order mark at its start.
   *
   * @throws Failure if they are not UTF-8
   */
  static String text(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw Failure.usage("%s: not UTF-8 text", name);
    }
  }

  /** The bytes of an object, archive or executable. */
  static byte[] bytes(String file) throws IOException {
    return bytes(file, MOST_BYTES);
  }

  private static byte[] bytes(String file, int most) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(path(file))) {
      return bounded(file, in, most);
    }
  }

  /** All bytes of a stream that may have no end. */
  static byte[] bounded(String name, InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw Failure.usage("%s: more than %d MiB, which is too large", name, most >> 20);
    }
    return bytes;
  }

  /**
   * The path that a user's text names.
   *
   * @throws Failure if it cannot be one
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
