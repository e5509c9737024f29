package fastpath.lab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A guest's standard output for a JSON document: at most 16 MiB; a write beyond that fails. */
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

  /** Returns the output as text; bytes that are not UTF-8 are replaced by U+FFFD. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
