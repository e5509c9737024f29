package fastpath.lab.serve;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Texts that nobody can guess. */
final class RandomText {
  private static final int BYTES = 16;

  private RandomText() {}

  /** Returns 128 random bits in hexadecimal. */
  static String next() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
