package fastpath.lab.vmlinux;

import io.airlift.compress.bzip2.BZip2HadoopStreams;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressions that a kernel's build offers (CONFIG_KERNEL_GZIP and others). */
enum Compression {
  GZIP("gzip", 0x1f, 0x8b) {
    @Override
    byte[] unpack(Payload p) throws IOException {
      return read(new GZIPInputStream(stream(p)), p);
    }
  },
  BZIP2("bzip2", 'B', 'Z', 'h') {
    @Override
    byte[] unpack(Payload p) throws IOException {
      return read(new BZip2HadoopStreams().createInputStream(stream(p)), p);
    }
  },
  LZMA("LZMA", 0x5d, 0, 0) {
    @Override
    byte[] unpack(Payload p) throws IOException {
      return read(new LZMAInputStream(stream(p), MOST_MEMORY_KIB), p);
    }
  },
  XZ("XZ", 0xfd, '7', 'z', 'X', 'Z', 0) {
    @Override
    byte[] unpack(Payload p) throws IOException {
      return read(new XZInputStream(stream(p), MOST_MEMORY_KIB), p);
    }
  },
  LZO("LZO", 0x89, 'L', 'Z', 'O') {
    @Override
    byte[] unpack(Payload p) throws UnpackException {
      return Lzop.unpack(p);
    }
  },
  LZ4("LZ4", 0x02, 0x21, 0x4c, 0x18) {
    @Override
    byte[] unpack(Payload p) throws UnpackException {
      return Lz4Legacy.unpack(p);
    }
  },
  ZSTD("Zstandard", 0x28, 0xb5, 0x2f, 0xfd) {
    @Override
    byte[] unpack(Payload p) throws UnpackException {
      return Zstandard.unpack(p);
    }
  };

  /**
   * The memory limit of an LZMA decoder in KiB; the kernel's build uses dictionaries of 64 MiB at
   * most.
   */
  private static final int MOST_MEMORY_KIB = 160 << 10;

  private final String text;
  private final int[] magic;

  Compression(String text, int... magic) {
    this.text = text;
    this.magic = magic;
  }

  /** Returns the name of the compression in messages. */
  String text() {
    return text;
  }

  /**
   * Returns the compression of a payload, by the payload's first bytes; null for unknown first
   * bytes.
   */
  static Compression of(Payload payload) {
    for (Compression c : values()) {
      if (payload.beginsWith(c.magic)) {
        return c;
      }
    }
    return null;
  }

  /**
   * Returns an array as {@link Payload#array} makes it, with the unpacked image, which has the size
   * that the payload states.
   *
   * @throws RuntimeException if a library fails on the data
   */
  abstract byte[] unpack(Payload payload) throws IOException, UnpackException;

  private static InputStream stream(Payload p) {
    return new ByteArrayInputStream(p.file(), p.from(), p.length());
  }

  private static byte[] read(InputStream in, Payload p) throws IOException {
    try (in) {
      byte[] out = p.array();
      if (in.readNBytes(out, 0, p.size()) < p.size()) {
        throw new EOFException("it ends early");
      }
      return out;
    }
  }
}
