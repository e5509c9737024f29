package fastpath.emulator.machine;

import fastpath.emulator.snapshot.DirtyPages;

/**
 * A mapping: contiguous guest memory with the same permissions. Code that writes the bytes without
 * {@link Memory} must mark the pages as dirty, or use the methods of this class.
 *
 * @param address address of the first byte
 * @param permissions permission bits of {@link Memory}
 * @param dirty the pages written since the last snapshot
 */
public record Mapping(long address, byte[] bytes, int permissions, String name, DirtyPages dirty) {
  public long size() {
    return bytes.length;
  }

  /** Stores 1 byte at an offset that has been checked, and marks its page as dirty. */
  public static void store1(Mapping m, int at, long value) {
    m.dirty.mark(at, 1);
    Bytes.store1(m.bytes, at, value);
  }

  /** Stores 2 bytes at an offset that has been checked, and marks their pages as dirty. */
  public static void store2(Mapping m, int at, long value) {
    m.dirty.mark(at, 2);
    Bytes.store2(m.bytes, at, value);
  }

  /** Stores 4 bytes at an offset that has been checked, and marks their pages as dirty. */
  public static void store4(Mapping m, int at, long value) {
    m.dirty.mark(at, 4);
    Bytes.store4(m.bytes, at, value);
  }

  /** Stores 8 bytes at an offset that has been checked, and marks their pages as dirty. */
  public static void store8(Mapping m, int at, long value) {
    m.dirty.mark(at, 8);
    Bytes.store8(m.bytes, at, value);
  }
}
