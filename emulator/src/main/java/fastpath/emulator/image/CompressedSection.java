package fastpath.emulator.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A section with the flag SHF_COMPRESSED (gABI, chapter 4): a header and a compressed stream.
 *
 * @param size decompressed size in bytes
 */
record CompressedSection(String name, byte[] elf, int from, int length, int type, int size) {
  private static final int HEADER = 24;
  private static final int ZLIB = 1;

  /**
   * The largest number of decompressed bytes for each byte of a zlib stream (RFC 1951: 258 bytes
   * from 2 bits).
   */
  private static final long MOST_PER_BYTE = 1032;

  /**
   * Reads the compression header.
   *
   * @throws LinkException if the header is truncated, or gives a larger size than the stream can
   *     yield
   */
  static CompressedSection of(String file, String section, byte[] elf, ElfHeaders.Section header) {
    String name = file + ": malformed ELF file: compressed section " + section;
    int at = (int) header.offset();
    if (header.size() < HEADER) {
      throw new LinkException(name);
    }
    int type = ElfBytes.i32(elf, at);
    long size = ElfBytes.i64(elf, at + 8);
    int length = (int) header.size() - HEADER;
    if (size < 0 || size > Layout.LARGEST || type == ZLIB && size > MOST_PER_BYTE * length) {
      throw new LinkException(name + " of " + size + " bytes");
    }
    return new CompressedSection(name, elf, at + HEADER, length, type, (int) size);
  }

  boolean isZlib() {
    return type == ZLIB;
  }

  /**
   * Decompresses the section.
   *
   * @throws LinkException if the stream is damaged
   */
  byte[] bytes() {
    byte[] all = new byte[size];
    if (!isZlib()) {
      return all;
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(elf, from, length);
      int done = 0;
      while (done < size) {
        int more = inflater.inflate(all, done, size - done);
        if (more == 0) {
          throw new LinkException(name);
        }
        done += more;
      }
      return all;
    } catch (DataFormatException e) {
      throw new LinkException(name);
    }
  }
}
