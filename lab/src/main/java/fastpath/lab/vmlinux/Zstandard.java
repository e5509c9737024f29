package fastpath.lab.vmlinux;

import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * Zstandard (RFC 8878). The kernel's build asks for a window of 128 MiB, more than the decoder
 * takes. The window bounds how far back a match may lie, and the decoder has the whole output
 * before it, so that a smaller window in the header changes nothing in what is decoded.
 */
final class Zstandard {
  private static final int SINGLE_SEGMENT = 0x20;

  /** The window descriptor's exponent counts from 1 KiB. */
  private static final int EXPONENT_SHIFT = 3;

  /** 8 MiB. */
  private static final int MOST = 13 << EXPONENT_SHIFT;

  private Zstandard() {}

  static byte[] unpack(Payload p) throws UnpackException {
    if (p.length() < 6) {
      throw new UnpackException("it is cut off");
    }
    int at = p.from() + 5;
    byte window = p.file()[at];
    boolean has = (p.file()[p.from() + 4] & SINGLE_SEGMENT) == 0;
    byte[] out = new byte[p.size()];
    try {
      p.file()[at] = has && (window & 0xff) > MOST ? MOST : window;
      int done =
          new ZstdDecompressor().decompress(p.file(), p.from(), p.length(), out, 0, out.length);
      if (done < out.length) {
        throw new UnpackException("it ends early");
      }
      return out;
    } finally {
      p.file()[at] = window;
    }
  }
}
