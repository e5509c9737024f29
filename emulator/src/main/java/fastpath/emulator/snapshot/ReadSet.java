package fastpath.emulator.snapshot;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The bytes that a run loaded before it stored to them, with the values that they had; immutable.
 * From any state with the same registers and mappings that agrees on them the same run follows. It
 * keeps these bytes alone, and no snapshot alive.
 */
public final class ReadSet {
  private static final byte[] ZEROS = new byte[DirtyPages.PAGE];

  /**
   * What was read of one page.
   *
   * @param read a bit for each byte of the page
   * @param values of the bytes that were read, in order
   */
  record Page(int mapping, int page, long[] read, byte[] values) {
    /**
     * Keeps what was read of a page.
     *
     * @param bytes of the page; null if all are 0
     */
    static Page of(int mapping, int page, byte[] bytes, long[] read) {
      int n = 0;
      for (long bits : read) {
        n += Long.bitCount(bits);
      }
      byte[] values = new byte[n];
      if (bytes != null) {
        eachRun(read, (at, length, to) -> copy(bytes, at, values, to, length));
      }
      return new Page(mapping, page, read, values);
    }

    private static boolean copy(byte[] from, int at, byte[] to, int toAt, int length) {
      System.arraycopy(from, at, to, toAt, length);
      return true;
    }

    boolean agrees(byte[] other) {
      byte[] bytes = other == null ? ZEROS : other;
      return eachRun(
          read,
          (at, length, from) -> Arrays.equals(bytes, at, at + length, values, from, from + length));
    }

    /** Asks about bytes of a page that follow one another, and where their values are. */
    private interface Run {
      boolean test(int at, int length, int value);
    }

    /** Asks about all runs of bytes that were read, until one answers false. */
    private static boolean eachRun(long[] read, Run run) {
      int value = 0;
      for (int word = 0; word < read.length; word++) {
        for (long bits = read[word]; bits != 0; ) {
          int first = Long.numberOfTrailingZeros(bits);
          int length = Long.numberOfTrailingZeros(~(bits >>> first));
          if (!run.test(word * Long.SIZE + first, length, value)) {
            return false;
          }
          value += length;
          bits = first + length == Long.SIZE ? 0 : bits & -1L << first + length;
        }
      }
      return true;
    }
  }

  private final Page[] pages;

  /** The mappings of the memory. */
  private final DirtyPages[] mappings;

  /** By mapping; null where single bytes count. */
  private final PageTree[] whole;

  ReadSet(DirtyPages[] mappings, Page[] pages, PageTree[] whole) {
    this.mappings = mappings;
    this.pages = pages;
    this.whole = whole;
  }

  Page[] pages() {
    return pages;
  }

  /**
   * True if memory with these mappings and contents agrees on all bytes that were read. May be
   * false where whole mappings count and their contents are equal without being the same tree.
   *
   * @param all the mappings of the memory
   * @param contents by mapping
   */
  public boolean agrees(DirtyPages[] all, IntFunction<PageTree> contents) {
    if (all.length != mappings.length) {
      return false;
    }
    for (int i = 0; i < all.length; i++) {
      if (all[i] != mappings[i]) {
        return false;
      }
    }
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] != null && !whole[i].isSame(contents.apply(i))) {
        return false;
      }
    }
    for (Page page : pages) {
      if (!page.agrees(contents.apply(page.mapping).page(page.page))) {
        return false;
      }
    }
    return true;
  }
}
