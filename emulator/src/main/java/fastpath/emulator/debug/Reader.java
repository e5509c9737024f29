package fastpath.emulator.debug;

import java.nio.charset.StandardCharsets;

/** A cursor over little-endian DWARF data; reading past the end throws {@link DebugException}. */
final class Reader {
  private final DebugSection section;
  private final byte[] b;
  private final int limit;
  private int at;

  Reader(DebugSection section, long from, long to) {
    this.section = section;
    this.b = section.bytes();
    if (from < 0 || to > b.length || from > to) {
      throw section.malformed(from, "no data");
    }
    this.at = (int) from;
    this.limit = (int) to;
  }

  Reader(DebugSection section, long from) {
    this(section, from, section.length());
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= limit;
  }

  int remaining() {
    return limit - at;
  }

  /**
   * Moves the cursor forwards; moving backwards is refused, so that no file can keep a reader in a
   * loop.
   */
  void seek(long position) {
    if (position < at || position > limit) {
      throw malformed();
    }
    at = (int) position;
  }

  /** Returns the cursor to a position where it has been before. */
  void rewind(int position) {
    at = position;
  }

  void skip(long bytes) {
    if (bytes < 0 || bytes > limit - at) {
      throw malformed();
    }
    at += (int) bytes;
  }

  private DebugException malformed() {
    return malformed("cut off");
  }

  /** Creates an exception with a message that names the cursor's position. */
  DebugException malformed(String what) {
    return section.malformed(at, what);
  }

  int u8() {
    if (at >= limit) {
      throw malformed();
    }
    return b[at++] & 0xff;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  long u32() {
    return u16() | (long) u16() << 16;
  }

  long u64() {
    return u32() | u32() << 32;
  }

  /** Reads an unsigned value of 1, 2, 3, 4 or 8 bytes. */
  long unsigned(int bytes) {
    return switch (bytes) {
      case 1 -> u8();
      case 2 -> u16();
      case 3 -> u16() | u8() << 16;
      case 4 -> u32();
      case 8 -> u64();
      default -> throw malformed();
    };
  }

  long uleb() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = u8();
      value |= shift < 64 ? (long) (next & 0x7f) << shift : 0;
      if (next < 0x80) {
        return value;
      }
    }
  }

  long sleb() {
    long value = 0;
    for (int shift = 0; ; ) {
      int next = u8();
      value |= shift < 64 ? (long) (next & 0x7f) << shift : 0;
      shift += 7;
      if (next < 0x80) {
        return shift < 64 && (next & 0x40) != 0 ? value | -1L << shift : value;
      }
    }
  }

  String string() {
    int from = at;
    skipString();
    return new String(b, from, at - 1 - from, StandardCharsets.UTF_8);
  }

  void skipString() {
    while (u8() != 0) {}
  }

  /**
   * Reads the length at the start of a unit. Only the 32-bit DWARF format is supported, which is
   * the format that compilers emit.
   */
  long unitLength() {
    long length = u32();
    if (length >= 0xfffffff0L || length > remaining()) {
      throw malformed();
    }
    return length;
  }
}
