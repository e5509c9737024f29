package fastpath.lab.vmlinux;

import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * Unpacks Zstandard (RFC 8878). The kernel's build makes a window of 128 MiB, which the decoder
 * refuses. The window only limits the distance of a match. The decoder has its whole output in
 * memory, so that a smaller window in the header does not change the result.
 */
final class Zstandard {
  private static final int SINGLE_SEGMENT = 0x20;

  /**
   * The position of the exponent in the window descriptor; the window has 1 KiB times two to the
   * power of the exponent.
   */
  private static final int EXPONENT_SHIFT = 3;

  /** The largest window descriptor that the decoder takes: 8 MiB. */
  private static final int MOST = 13 << EXPONENT_SHIFT;

  private Zstandard() {}

  static byte[] unpack(Payload p) throws UnpackException {
    if (p.length() < 6) {
      throw new UnpackException("it is cut off");
    }
    int at = p.from() + 5;
    byte window = p.file()[at];
    boolean has = (p.file()[p.from() + 4] & SINGLE_SEGMENT) == 0;
    byte[] out = p.array();
    try {
      p.file()[at] = has && (window & 0xff) > MOST ? MOST : window;
      int done =
          new ZstdDecompressor().decompress(p.file(), p.from(), p.length(), out, 0, p.size());
      if (done < p.size()) {
        throw new UnpackException("it ends early");
      }
      return out;
    } finally {
      p.file()[at] = window;
    }
  }
}
