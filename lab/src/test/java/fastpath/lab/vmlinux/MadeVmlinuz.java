package fastpath.lab.vmlinux;

import io.airlift.compress.Compressor;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lzo.LzoCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Compresses a kernel as the kernel's build does, and puts boot sectors before the compressed
 * kernel.
 */
final class MadeVmlinuz {
  private static final int SETUP = 3 * 512;
  private static final int OFFSET = 0x123;

  private MadeVmlinuz() {}

  /** Returns a bzImage of boot protocol 2.15. */
  static byte[] bytes(byte[] elf, Compression compression) throws IOException {
    byte[] packed = packed(elf, compression);
    byte[] file = new byte[SETUP + OFFSET + packed.length + 4 + 77];
    file[0x1f1] = 2;
    Words.put16(file, 0x1fe, 0xaa55);
    System.arraycopy("HdrS".getBytes(), 0, file, 0x202, 4);
    Words.put16(file, 0x206, 0x20f);
    Words.put16(file, 0x20e, 0x300);
    System.arraycopy("6.1.0-made (we) #1".getBytes(), 0, file, 0x500, 18);
    Words.put32(file, 0x248, OFFSET);
    Words.put32(file, 0x24c, packed.length + 4);
    System.arraycopy(packed, 0, file, SETUP + OFFSET, packed.length);
    Words.put32(file, SETUP + OFFSET + packed.length, elf.length);
    return file;
  }

  static byte[] packed(byte[] elf, Compression compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (compression) {
      case GZIP -> write(new GZIPOutputStream(out), elf);
      case BZIP2 -> write(new BZip2HadoopStreams().createOutputStream(out), elf);
      case LZMA -> write(new LZMAOutputStream(out, new LZMA2Options(6), -1), elf);
      case XZ -> {
        FilterOptions[] filters = {new X86Options(), new LZMA2Options(6)};
        write(new XZOutputStream(out, filters), elf);
      }
      case LZO -> lzop(out, elf);
      case LZ4 -> {
        out.writeBytes(new byte[] {2, 0x21, 0x4c, 0x18});
        for (int at = 0; at < elf.length; at += 1 << 14) {
          byte[] block = Arrays.copyOfRange(elf, at, Math.min(elf.length, at + (1 << 14)));
          byte[] packed = block(new Lz4Compressor(), block);
          little(out, packed.length);
          out.writeBytes(packed);
        }
      }
      case ZSTD -> out.writeBytes(withLargeWindow(block(new ZstdCompressor(), elf)));
    }
    return out.toByteArray();
  }

  private static void write(OutputStream to, byte[] bytes) throws IOException {
    try (to) {
      to.write(bytes);
    }
  }

  private static byte[] block(Compressor compressor, byte[] from) {
    byte[] to = new byte[compressor.maxCompressedLength(from.length)];
    int size = compressor.compress(from, 0, from.length, to, 0, to.length);
    return Arrays.copyOf(to, size);
  }

  /**
   * Sets a window of 128 MiB in the frame's header, as the kernel's build requests of the program
   * zstd.
   */
  private static byte[] withLargeWindow(byte[] frame) {
    boolean singleSegment = (frame[4] & 0x20) != 0;
    if (!singleSegment) {
      frame[5] = (byte) (17 << 3);
      return frame;
    }
    // Clears Single_Segment_flag, and inserts a Window_Descriptor before Frame_Content_Size.
    byte[] longer = new byte[frame.length + 1];
    System.arraycopy(frame, 0, longer, 0, 5);
    longer[4] &= ~0x20;
    longer[5] = (byte) (17 << 3);
    System.arraycopy(frame, 5, longer, 6, frame.length - 5);
    return longer;
  }

  private static void lzop(ByteArrayOutputStream out, byte[] elf) {
    out.writeBytes(new byte[] {(byte) 0x89, 'L', 'Z', 'O', 0, 0x0d, 0x0a, 0x1a, 0x0a});
    out.writeBytes(new byte[] {0x10, 0x40, 0x20, (byte) 0xa0, 0x09, 0x40, 1, 9});
    big(out, 0x03000001);
    out.writeBytes(new byte[12]);
    out.write(0);
    big(out, 0);
    for (int at = 0; at < elf.length; at += 1 << 14) {
      byte[] block = Arrays.copyOfRange(elf, at, Math.min(elf.length, at + (1 << 14)));
      byte[] packed = block(new LzoCompressor(), block);
      packed = packed.length < block.length ? packed : block;
      big(out, block.length);
      big(out, packed.length);
      big(out, 0);
      out.writeBytes(packed);
    }
    big(out, 0);
  }

  private static void big(ByteArrayOutputStream out, int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }

  private static void little(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift <= 24; shift += 8) {
      out.write(value >> shift);
    }
  }
}
