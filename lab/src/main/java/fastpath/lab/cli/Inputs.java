package fastpath.lab.cli;

import fastpath.codegen.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user's files. */
final class Inputs {
  private static final String STDIN = "-";

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
      return new Source("<stdin>", text("<stdin>", in.readAllBytes()));
    }
    if (!isSource(file)) {
      throw Failure.usage("%s: not a source: .c, .s, .S, or - for C from the standard input", file);
    }
    requireFile(file);
    return new Source(file, text(file, Files.readAllBytes(Path.of(file))));
  }

  /**
   * The text that bytes stand for.
   *
   * @throws Failure if they are not UTF-8
   */
  static String text(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Failure.usage("%s: not UTF-8 text", name);
    }
  }

  /** The file's bytes. */
  static byte[] bytes(String file) throws IOException {
    requireFile(file);
    return Files.readAllBytes(Path.of(file));
  }

  private static void requireFile(String file) {
    if (Files.isDirectory(Path.of(file))) {
      throw Failure.usage("%s: a folder, not a file", file);
    }
    if (!Files.exists(Path.of(file))) {
      throw Failure.usage("%s: no such file", file);
    }
  }
}
