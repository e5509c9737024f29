package fastpath.emulator.snapshot;

import java.util.Arrays;

/** Accesses to memory in their order, of a few instructions. */
public final class AccessList implements AccessLog {
  private DirtyPages[] mappings = new DirtyPages[2];
  private int[] offsets = new int[2];

  /** Negative for a store. */
  private int[] bytes = new int[2];

  private int count;
  private boolean lost;

  @Override
  public void read(DirtyPages mapping, int offset, int length) {
    add(mapping, offset, length);
  }

  @Override
  public void written(DirtyPages mapping, int offset, int length) {
    add(mapping, offset, -length);
  }

  private void add(DirtyPages mapping, int offset, int length) {
    if (count == bytes.length) {
      mappings = Arrays.copyOf(mappings, 2 * count);
      offsets = Arrays.copyOf(offsets, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    mappings[count] = mapping;
    offsets[count] = offset;
    bytes[count++] = length;
  }

  @Override
  public void lost() {
    lost = true;
  }

  /** Forgets all accesses. */
  public void clear() {
    count = 0;
  }

  /** Number of accesses. */
  public int count() {
    return count;
  }

  /** True if an access is a store. */
  public boolean isStore(int index) {
    return bytes[index] < 0;
  }

  /** The mapping of an access. */
  public DirtyPages mapping(int index) {
    return mappings[index];
  }

  /** The offset of an access in its mapping. */
  public int offset(int index) {
    return offsets[index];
  }

  /** Number of bytes of an access. */
  public int bytes(int index) {
    return Math.abs(bytes[index]);
  }

  /**
   * True if the instructions load nothing that others store, and store nothing that those load or
   * store: either may come first.
   */
  public boolean areApartFrom(ReadSet reads, WriteSet writes) {
    for (int i = 0; i < count; i++) {
      boolean shared =
          writes.has(mappings[i], offsets[i], bytes(i))
              || isStore(i) && reads.has(mappings[i], offsets[i], bytes(i));
      if (shared) {
        return false;
      }
    }
    return !lost;
  }
}
