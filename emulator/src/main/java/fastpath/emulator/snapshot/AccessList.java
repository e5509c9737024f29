package fastpath.emulator.snapshot;

import java.util.Arrays;

/** A list of the memory accesses of a few instructions, in the order in which they were made. */
public final class AccessList implements AccessLog {
  private DirtyPages[] mappings = new DirtyPages[2];
  private int[] offsets = new int[2];

  /** The number of bytes of each access; negative for a store. */
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

  /** Removes all accesses from the list. */
  public void clear() {
    count = 0;
  }

  /** Returns the number of accesses in the list. */
  public int count() {
    return count;
  }

  /** True if the access with an index is a store. */
  public boolean isStore(int index) {
    return bytes[index] < 0;
  }

  /** Returns the mapping that an access goes to. */
  public DirtyPages mapping(int index) {
    return mappings[index];
  }

  /** Returns the offset of an access in its mapping. */
  public int offset(int index) {
    return offsets[index];
  }

  /** Returns the number of bytes of an access. */
  public int bytes(int index) {
    return Math.abs(bytes[index]);
  }

  /**
   * True if the listed accesses commute with a run that has these reads and writes. No listed
   * access may touch a byte that the run stores, and no listed store may touch a byte that the run
   * reads.
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
