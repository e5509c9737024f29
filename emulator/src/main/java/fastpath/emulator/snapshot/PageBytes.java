package fastpath.emulator.snapshot;

import java.util.Arrays;

/**
 * Some bytes of one page, with values.
 *
 * @param mapping index of the page's mapping in its memory
 * @param page index of the page in the mapping
 * @param bits a bit for each byte of the page, 1 for those that are meant
 * @param values of these bytes, in order
 */
record PageBytes(int mapping, int page, long[] bits, byte[] values) {
  private static final byte[] ZEROS = new byte[DirtyPages.PAGE];

  /** Tells of bytes that follow one another, and where their values are. */
  private interface Run {
    /** Returns false for no more. */
    boolean test(int at, int length, int value);
  }

  /**
   * Copies the bytes that are meant.
   *
   * @param from holds the page; null if all bytes are 0
   * @param at where the page begins there
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

  /** True if a page has these values; null is a page of zeros. */
  boolean agrees(byte[] other) {
    byte[] bytes = other == null ? ZEROS : other;
    return eachRun(
        bits,
        (at, length, from) -> Arrays.equals(bytes, at, at + length, values, from, from + length));
  }

  /** Gives the bytes of the mapping these values, and marks the page. */
  void put(byte[] mappingBytes, DirtyPages dirty) {
    int first = page * DirtyPages.PAGE;
    dirty.mark(first, 1);
    eachRun(bits, (at, length, from) -> copy(values, from, mappingBytes, first + at, length));
  }

  /** True if one of some bytes of the mapping, by their offset in it, is meant. */
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

  /** Asks about all runs of bytes that are meant, until one answers false. */
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
