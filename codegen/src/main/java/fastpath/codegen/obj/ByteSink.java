package fastpath.codegen.obj;

import java.util.Arrays;

/** A growing array of bytes, to which numbers are appended in little-endian order. */
public final class ByteSink {
  private byte[] bytes = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Returns a copy of a part of the contents. */
  public void copyTo(int from, int length, byte[] to, int at) {
    System.arraycopy(bytes, from, to, at, length);
  }

  private void need(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  public ByteSink u8(int v) {
    need(1);
    bytes[size++] = (byte) v;
    return this;
  }

  public ByteSink u16(int v) {
    return le(v, 2);
  }

  public ByteSink u32(long v) {
    return le(v, 4);
  }

  public ByteSink u64(long v) {
    return le(v, 8);
  }

  /** Appends the low bytes of a number. */
  public ByteSink le(long v, int width) {
    need(width);
    put(bytes, size, v, width);
    size += width;
    return this;
  }

  public ByteSink bytes(byte[] b) {
    need(b.length);
    System.arraycopy(b, 0, bytes, size, b.length);
    size += b.length;
    return this;
  }

  public ByteSink fill(int count, int value) {
    need(count);
    Arrays.fill(bytes, size, size + count, (byte) value);
    size += count;
    return this;
  }

  /** Appends an unsigned LEB128 number (DWARF 5, section 7.6). */
  public ByteSink uleb(long v) {
    while ((v & ~0x7fL) != 0) {
      u8((int) (v & 0x7f | 0x80));
      v >>>= 7;
    }
    return u8((int) v);
  }

  /** Appends a signed LEB128 number (DWARF 5, section 7.6). */
  public ByteSink sleb(long v) {
    while (v >> 6 != 0 && v >> 6 != -1) {
      u8((int) (v & 0x7f | 0x80));
      v >>= 7;
    }
    return u8((int) (v & 0x7f));
  }

  /** Overwrites bytes. */
  public void patch(int at, long v, int width) {
    put(bytes, at, v, width);
  }

  /** Writes the low bytes of a number. */
  public static void put(byte[] to, int at, long v, int width) {
    for (int i = 0; i < width; i++) {
      to[at + i] = (byte) (i < 8 ? v >> 8 * i : 0);
    }
  }
}
