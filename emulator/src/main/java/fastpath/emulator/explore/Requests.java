package fastpath.emulator.explore;

import fastpath.emulator.machine.Interrupts;
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

  /** Returns the kinds of interrupts that are requested of a CPU. */
  int kinds(int cpu) {
    if (row.size() == 0) {
      return 0;
    }
    boolean nmi = bits().get(cpu * VECTORS + Interrupts.NMI);
    return (nmi ? InterruptKind.NMI.bit() : 0)
        | (highest(cpu) < 0 ? 0 : InterruptKind.MASKABLE.bit());
  }

  /**
   * Returns the vector of a kind that is delivered first, of those requested of a CPU: the highest
   * (SDM vol. 3A, 11.8.3).
   */
  int first(int cpu, InterruptKind kind) {
    return kind == InterruptKind.NMI ? Interrupts.NMI : highest(cpu);
  }

  /** Returns the highest maskable vector requested of a CPU; -1 if none is requested. */
  private int highest(int cpu) {
    BitSet bits = bits();
    bits.clear(cpu * VECTORS + Interrupts.NMI);
    int bit = bits.previousSetBit(cpu * VECTORS + VECTORS - 1);
    return bit < cpu * VECTORS ? -1 : bit - cpu * VECTORS;
  }
}
