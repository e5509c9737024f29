package fastpath.emulator.explore;

import java.util.Arrays;

/**
 * A set of arrays of ints of one length, called rows, numbered from 0 in the order of insertion.
 */
final class StateTable {
  private static final int CHUNK = 1 << 14;

  private final int width;
  private int[][] chunks = new int[16][];
  private int[] slots = new int[1 << 12];
  private int size;

  StateTable(int width) {
    this.width = width;
    Arrays.fill(slots, -1);
  }

  int size() {
    return size;
  }

  /** Returns the number of a row if the row is new, otherwise ~number. */
  int add(int[] key) {
    if (2 * size >= slots.length) {
      grow();
    }
    int slot = slot(key);
    if (slots[slot] >= 0) {
      return ~slots[slot];
    }
    int chunk = size / CHUNK;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new int[CHUNK * width];
    }
    System.arraycopy(key, 0, chunks[chunk], size % CHUNK * width, width);
    slots[slot] = size;
    return size++;
  }

  /** Copies the row with a number to an array. */
  void get(int number, int[] key) {
    System.arraycopy(chunks[number / CHUNK], number % CHUNK * width, key, 0, width);
  }

  private int slot(int[] key) {
    int mask = slots.length - 1;
    int h = 0;
    for (int k : key) {
      h = (h + k) * 0x9e3779b1;
      h ^= h >>> 15;
    }
    int slot = h & mask;
    while (slots[slot] >= 0 && !is(slots[slot], key)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean is(int number, int[] key) {
    int[] chunk = chunks[number / CHUNK];
    int at = number % CHUNK * width;
    return Arrays.equals(chunk, at, at + width, key, 0, width);
  }

  private void grow() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, -1);
    int[] key = new int[width];
    for (int i = 0; i < size; i++) {
      get(i, key);
      slots[slot(key)] = i;
    }
  }
}
