package fastpath.emulator.snapshot;

import java.util.Arrays;

/**
 * A selection of the bytes of one page, with their values.
 *
 * @param mapping index of the page's mapping in its memory
 * @param page index of the page in the mapping
 * @param bits a bit for each byte of the page, 1 if the byte is selected
 * @param values the values of the selected bytes, in the order of their addresses
 */
record PageBytes(int mapping, int page, long[] bits, byte[] values) {
  private static final byte[] ZEROS = new byte[DirtyPages.PAGE];

  /**
   * A callback for a run of consecutive selected bytes, and for the index of the first one's value.
   */
  private interface Run {
    /** Handles one run; returns false if no further run is wanted. */
    boolean test(int at, int length, int value);
  }

  /**
   * Returns the selected bytes of a page with copies of their values.
   *
   * @param from array that contains the page; null if all bytes are 0
   * @param at index in that array at which the page begins
   */
  static PageBytes of(int mapping, int page, byte[] from, int at, long[] bits) {
    int n = 0;
    for (long word : bits) {
      n += Long.bitCount(word);
    }
    byte[] values = new byte[n];
    if (from != null) {
      eachRun(bits, (run, length, to) -> copy(from, at + run, values, to, length));
    }
    return new PageBytes(mapping, page, bits, values);
  }

  private static boolean copy(byte[] from, int at, byte[] to, int toAt, int length) {
    System.arraycopy(from, at, to, toAt, length);
    return true;
  }

  /** True if the selected bytes of a page have these values; null stands for a page of zeros. */
  boolean agrees(byte[] other) {
    byte[] bytes = other == null ? ZEROS : other;
    return eachRun(
        bits,
        (at, length, from) -> Arrays.equals(bytes, at, at + length, values, from, from + length));
  }

  /** Stores these values in the mapping's bytes, and marks the page as written. */
  void put(byte[] mappingBytes, DirtyPages dirty) {
    int first = page * DirtyPages.PAGE;
    dirty.mark(first, 1);
    eachRun(bits, (at, length, from) -> copy(values, from, mappingBytes, first + at, length));
  }

  /**
   * True if any byte in a range of the mapping, given by its offset in the mapping, is selected.
   */
  boolean has(int offset, int bytes) {
    int from = Math.max(0, offset - page * DirtyPages.PAGE);
    int to = Math.min(DirtyPages.PAGE, offset + bytes - page * DirtyPages.PAGE);
    for (int i = from; i < to; i++) {
      if ((bits[i >> 6] >>> i & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Passes each run of consecutive selected bytes to a callback, until the callback returns false.
   */
  private static boolean eachRun(long[] bits, Run run) {
    int value = 0;
    for (int word = 0; word < bits.length; word++) {
      for (long left = bits[word]; left != 0; ) {
        int first = Long.numberOfTrailingZeros(left);
        int length = Long.numberOfTrailingZeros(~(left >>> first));
        if (!run.test(word * Long.SIZE + first, length, value)) {
          return false;
        }
        value += length;
        left = first + length == Long.SIZE ? 0 : left & -1L << first + length;
      }
    }
    return true;
  }
}
