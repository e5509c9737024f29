package fastpath.lab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A guest's standard output, kept for a JSON document, which holds only its beginning if it is
 * long.
 */
final class GuestOutput extends OutputStream {
  private static final int MOST_BYTES = 16 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (length > MOST_BYTES - bytes.size()) {
      throw new IOException("the guest wrote more than " + (MOST_BYTES >> 20) + " MiB");
    }
    bytes.write(from, offset, length);
  }

  /** The output as text; bytes that are no UTF-8 are replaced by U+FFFD. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
