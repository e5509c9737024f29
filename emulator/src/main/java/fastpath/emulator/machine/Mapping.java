package fastpath.emulator.machine;

import fastpath.emulator.snapshot.DirtyPages;

/**
 * Contiguous memory of one kind. Code that writes the bytes without {@link Memory} must mark them
 * as dirty, or use the methods of this class.
 *
 * @param address of its first byte
 * @param permissions bits of {@link Memory}
 * @param dirty which pages were written since a snapshot
 */
public record Mapping(long address, byte[] bytes, int permissions, String name, DirtyPages dirty) {
  public long size() {
    return bytes.length;
  }

  /** Stores at an offset that has been checked. */
  public static void store1(Mapping m, int at, long value) {
    m.dirty.mark(at, 1);
    Bytes.store1(m.bytes, at, value);
  }

  /** Stores at an offset that has been checked. */
  public static void store2(Mapping m, int at, long value) {
    m.dirty.mark(at, 2);
    Bytes.store2(m.bytes, at, value);
  }

  /** Stores at an offset that has been checked. */
  public static void store4(Mapping m, int at, long value) {
    m.dirty.mark(at, 4);
    Bytes.store4(m.bytes, at, value);
  }

  /** Stores at an offset that has been checked. */
  public static void store8(Mapping m, int at, long value) {
    m.dirty.mark(at, 8);
    Bytes.store8(m.bytes, at, value);
  }
}
