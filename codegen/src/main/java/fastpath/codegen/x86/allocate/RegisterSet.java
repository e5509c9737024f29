package fastpath.codegen.x86.allocate;

import java.util.Arrays;

/**
 * A set of register numbers. The set allocates memory only for pages of 512 numbers that have
 * members. A register has few conflicts, with near numbers, however many registers a function has.
 */
final class RegisterSet {
  private static final int PAGE_SHIFT = 9;
  private static final int PAGE_LONGS = 1 << PAGE_SHIFT - 6;
  private static final long[][] NONE = {};

  private long[][] pages = NONE;

  RegisterSet() {}

  /** Creates a copy of another set. */
  RegisterSet(RegisterSet other) {
    or(other);
  }

  void set(int r) {
    page(r >> PAGE_SHIFT)[r >> 6 & PAGE_LONGS - 1] |= 1L << r;
  }

  boolean get(int r) {
    int page = r >> PAGE_SHIFT;
    return page < pages.length
        && pages[page] != null
        && (pages[page][r >> 6 & PAGE_LONGS - 1] >> r & 1) != 0;
  }

  /** Adds the members of another set. */
  void or(RegisterSet other) {
    for (int p = 0; p < other.pages.length; p++) {
      if (other.pages[p] != null) {
        long[] mine = page(p);
        for (int k = 0; k < PAGE_LONGS; k++) {
          mine[k] |= other.pages[p][k];
        }
      }
    }
  }

  /** Returns the number of members. */
  int size() {
    int size = 0;
    for (long[] page : pages) {
      for (int k = 0; page != null && k < PAGE_LONGS; k++) {
        size += Long.bitCount(page[k]);
      }
    }
    return size;
  }

  /** Returns the smallest member that is not below {@code from}; -1 if there is none. */
  int next(int from) {
    int word = from >> 6;
    long mask = -1L << from;
    while (word >> PAGE_SHIFT - 6 < pages.length) {
      long[] page = pages[word >> PAGE_SHIFT - 6];
      if (page == null) {
        word = (word | PAGE_LONGS - 1) + 1;
      } else {
        long left = page[word & PAGE_LONGS - 1] & mask;
        if (left != 0) {
          return (word << 6) + Long.numberOfTrailingZeros(left);
        }
        word++;
      }
      mask = -1;
    }
    return -1;
  }

  private long[] page(int number) {
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, number + 1);
    }
    if (pages[number] == null) {
      pages[number] = new long[PAGE_LONGS];
    }
    return pages[number];
  }
}
