package fastpath.emulator.explore;

import java.util.BitSet;

/** Requested interrupts: immutable sets of vectors, one a CPU. */
public final class Requests {
  static final Requests NONE = new Requests(Row.EMPTY);
  private static final int VECTORS = 256;

  private final Row row;

  Requests(Row row) {
    this.row = row;
  }

  Row row() {
    return row;
  }

  private BitSet bits() {
    long[] longs = new long[row.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = row.get(i);
    }
    return BitSet.valueOf(longs);
  }

  private static Requests of(BitSet bits) {
    return bits.isEmpty() ? NONE : new Requests(new Row(bits.toLongArray()));
  }

  Requests with(int cpu, int vector) {
    BitSet bits = bits();
    bits.set(cpu * VECTORS + vector);
    return of(bits);
  }

  Requests without(int cpu, int vector) {
    BitSet bits = bits();
    bits.clear(cpu * VECTORS + vector);
    return of(bits);
  }

  /** Whether any is for a CPU. */
  boolean any(int cpu) {
    return row.size() > 0 && first(cpu) >= 0;
  }

  /**
   * Of a CPU's the highest vector, which comes first (SDM vol. 3A, 11.8.3); -1 if there is none.
   */
  int first(int cpu) {
    int bit = bits().previousSetBit(cpu * VECTORS + VECTORS - 1);
    return bit < cpu * VECTORS ? -1 : bit - cpu * VECTORS;
  }
}
