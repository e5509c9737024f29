package fastpath.emulator.explore;

/**
 * Encodes snapshots as short arrays of ints, in which each int is the number of a part of the
 * snapshot.
 */
final class Keys {
  private final Multiprocessor machine;
  private final Interner<Row> rows = new Interner<>();
  private final Interner<Observed> observed = new Interner<>();
  private final int cpus;
  private final int width;
  private final boolean observing;
  private final boolean buffers;

  /**
   * @param observing true to encode the registers that only the final state reads too; otherwise
   *     such registers are lost
   */
  Keys(Multiprocessor machine, boolean observing) {
    this.machine = machine;
    this.observing = observing;
    cpus = machine.starts().size();
    buffers = machine.emptyMemory().holdsBack();
    width = 1 + cpus + machine.emptyMemory().keySize() + (observing ? 1 : 0);
  }

  /** Returns the place of the requested interrupts in an encoded state. */
  int requests() {
    return cpus;
  }

  /** Returns the place of memory in an encoded state. */
  int memory() {
    return cpus + 1;
  }

  /** True if the CPUs have pending stores. */
  boolean hasBuffers() {
    return buffers;
  }

  /** Returns the place of a CPU's pending stores in an encoded state. */
  int buffer(int cpu) {
    return cpus + 2 + cpu;
  }

  /** Returns the row with a number. */
  Row row(int number) {
    return rows.get(number);
  }

  /** Returns the number of ints that encode a snapshot. */
  int width() {
    return width;
  }

  /** Writes a snapshot's encoding to the start of an array. */
  void write(Snapshot s, int[] key) {
    for (int i = 0; i < cpus; i++) {
      key[i] = s.cpus()[i].id;
    }
    key[cpus] = rows.number(s.requests().row());
    s.memory().write(rows, key, cpus + 1);
    if (observing) {
      key[width - 1] = observed.number(s.observed());
    }
  }

  /** Decodes the snapshot at the start of an array. */
  Snapshot read(int[] key) {
    Position[] positions = new Position[cpus];
    for (int i = 0; i < cpus; i++) {
      positions[i] = machine.position(key[i]);
    }
    return new Snapshot(
        positions,
        machine.emptyMemory().read(rows, key, cpus + 1),
        requests(rows.get(key[cpus])),
        observing ? observed.get(key[width - 1]) : Observed.NONE);
  }

  private static Requests requests(Row row) {
    return row.size() == 0 ? Requests.NONE : new Requests(row);
  }
}
