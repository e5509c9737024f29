package fastpath.lab.vmlinux;

import io.airlift.compress.lzo.LzoDecompressor;

/**
 * Unpacks a file of the program lzop: a header, then blocks, each of which follows its sizes and
 * checksums.
 */
final class Lzop {
  private static final int MAGIC_BYTES = 9;

  /** The first version whose headers have the version needed to unpack, a level, and a filter. */
  private static final int LONG_HEADER = 0x0940;

  private static final int CHECKSUM_UNPACKED = 0x1 | 0x100;
  private static final int CHECKSUM_PACKED = 0x2 | 0x200;
  private static final int EXTRA_FIELD = 0x40;
  private static final int FILTER = 0x800;

  private final Payload p;
  private int at;

  private Lzop(Payload p) {
    this.p = p;
    at = p.from() + MAGIC_BYTES;
  }

  static byte[] unpack(Payload p) throws UnpackException {
    return new Lzop(p).unpack();
  }

  private byte[] unpack() throws UnpackException {
    int flags = header();
    byte[] out = p.array();
    LzoDecompressor decoder = new LzoDecompressor();
    int done = 0;
    for (int size = word(); size != 0; size = word()) {
      int packed = word();
      if (packed <= 0 || packed > size || size > p.size() - done || size < 0) {
        throw new UnpackException("the sizes of a block");
      }
      skip(Integer.bitCount(flags & CHECKSUM_UNPACKED) * 4);
      skip(packed < size ? Integer.bitCount(flags & CHECKSUM_PACKED) * 4 : 0);
      int from = at;
      skip(packed);
      if (packed == size) {
        System.arraycopy(p.file(), from, out, done, size);
      } else if (decoder.decompress(p.file(), from, packed, out, done, size) != size) {
        throw new UnpackException("a block is shorter than it says");
      }
      done += size;
    }
    if (done < p.size()) {
      throw new UnpackException("it ends early");
    }
    return out;
  }

  /** Reads the header; returns the flags, which tell the checksums of the blocks. */
  private int header() throws UnpackException {
    int version = half();
    skip(2 + (version >= LONG_HEADER ? 2 : 0));
    int method = bytes(1);
    if (method < 1 || method > 3) {
      throw new UnpackException("method " + method + " is not one of LZO1X");
    }
    skip(version >= LONG_HEADER ? 1 : 0);
    int flags = word();
    skip((flags & FILTER) != 0 ? 4 : 0);
    // Skips the mode and time of the packed file; since version 0x940 the time has an upper half.
    skip(8 + (version >= LONG_HEADER ? 4 : 0));
    skip(bytes(1));
    skip(4);
    if ((flags & EXTRA_FIELD) != 0) {
      skip(word());
      skip(4);
    }
    return flags;
  }

  private int word() throws UnpackException {
    skip(4);
    return Words.bigEndian32(p.file(), at - 4);
  }

  private int half() throws UnpackException {
    return bytes(1) << 8 | bytes(1);
  }

  private int bytes(int count) throws UnpackException {
    skip(count);
    return p.file()[at - 1] & 0xff;
  }

  private void skip(int bytes) throws UnpackException {
    if (bytes < 0 || bytes > p.end() - at) {
      throw new UnpackException("it is cut off");
    }
    at += bytes;
  }
}
