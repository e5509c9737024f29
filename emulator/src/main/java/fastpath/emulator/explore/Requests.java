package fastpath.emulator.explore;

import java.util.BitSet;

/** The requested interrupts: a set of vectors for each CPU; immutable. */
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

  /** True if any interrupt is requested of a CPU. */
  boolean any(int cpu) {
    return row.size() > 0 && first(cpu) >= 0;
  }

  /**
   * Returns the highest vector requested of a CPU, which is delivered first (SDM vol. 3A, 11.8.3);
   * -1 if no interrupt is requested.
   */
  int first(int cpu) {
    int bit = bits().previousSetBit(cpu * VECTORS + VECTORS - 1);
    return bit < cpu * VECTORS ? -1 : bit - cpu * VECTORS;
  }
}
