package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to compile.
 *
 * @param name how diagnostics, {@code __FILE__} and line tables call it
 * @param text its whole text, before preprocessing
 */
public record Source(String name, String text) {
  /** Bytes of the longest source that is read: many times the longest of the kernel's. */
  public static final int MOST_BYTES = 64 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * A source of that name and text; a byte-order mark at the text's start is passed over, as gcc
   * and clang do.
   */
  public Source {
    text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Reads a file; its name is the path as given.
   *
   * @throws IOException if it cannot be read, is not UTF-8, or has more than {@link #MOST_BYTES}
   */
  public static Source of(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException(path + ": a source of more than " + (MOST_BYTES >> 20) + " MiB");
    }
    return new Source(
        path.toString(),
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  /** True of assembler sources, preprocessed or not. */
  public boolean isAssembly() {
    return name.endsWith(".s") || name.endsWith(".S");
  }
}
