package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a user's text of limited length, in UTF-8 with or without a byte-order mark. */
public final class SourceText {
  /** The size limit of a text in bytes: many times the size of the longest kernel source. */
  public static final int MOST_BYTES = 64 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** The bytes of a file are not UTF-8. */
  private static final class NotTextException extends CharacterCodingException {
    private static final long serialVersionUID = 1;

    private final String name;

    NotTextException(String name) {
      this.name = name;
    }

    @Override
    public String getMessage() {
      return name + ": not UTF-8 text";
    }
  }

  private SourceText() {}

  /**
   * Reads a stream up to its end; the stream may be endless.
   *
   * @param name the stream's name, for messages
   * @throws CharacterCodingException if the bytes are not UTF-8
   * @throws IOException if the stream cannot be read, or has more than {@link #MOST_BYTES}
   */
  public static String read(String name, InputStream in) throws IOException {
    byte[] bytes = bounded(name, in, MOST_BYTES);
    try {
      return withoutMark(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new NotTextException(name);
    }
  }

  /**
   * Reads all bytes of a stream; the stream may be endless.
   *
   * @throws IOException if the stream cannot be read, or has more than {@code most} bytes
   */
  public static byte[] bounded(String name, InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException("%s: more than %d MiB, which is too large".formatted(name, most >> 20));
    }
    return bytes;
  }

  /** Returns the text without a byte-order mark at its start, which gcc and clang skip too. */
  static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
