package fastpath.emulator.explore;

import java.util.Arrays;

/** An immutable row of longs, compared by value. */
final class Row {
  static final Row EMPTY = new Row(new long[0]);

  private final long[] longs;
  private final int hash;

  /** Creates a row that holds the given array itself, not a copy. */
  Row(long[] longs) {
    this.longs = longs;
    this.hash = Arrays.hashCode(longs);
  }

  int size() {
    return longs.length;
  }

  long get(int i) {
    return longs[i];
  }

  Row plus(long a, long b, long c) {
    long[] longer = Arrays.copyOf(longs, longs.length + 3);
    longer[longs.length] = a;
    longer[longs.length + 1] = b;
    longer[longs.length + 2] = c;
    return new Row(longer);
  }

  Row from(int start) {
    return start == longs.length ? EMPTY : new Row(Arrays.copyOfRange(longs, start, longs.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row r && hash == r.hash && Arrays.equals(longs, r.longs);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
