package fastpath.lab.vmlinux;

import io.airlift.compress.lz4.Lz4Decompressor;

/**
 * Unpacks LZ4's legacy frame: a magic number, then blocks of at most 8 MiB unpacked size, each
 * behind its compressed size (LZ4 Frame Format Description, "Legacy frame").
 */
final class Lz4Legacy {
  private static final int MAGIC = 0x184c2102;

  private Lz4Legacy() {}

  static byte[] unpack(Payload p) throws UnpackException {
    byte[] out = p.array();
    Lz4Decompressor decoder = new Lz4Decompressor();
    int done = 0;
    int at = p.from();
    while (at + 4 <= p.end() && done < p.size()) {
      int block = Words.i32(p.file(), at);
      at += 4;
      if (block == MAGIC) {
        continue;
      }
      if (block <= 0 || block > p.end() - at) {
        throw new UnpackException("a block is cut off");
      }
      done += decoder.decompress(p.file(), at, block, out, done, p.size() - done);
      at += block;
    }
    if (done < p.size()) {
      throw new UnpackException("it ends early");
    }
    return out;
  }
}
