package fastpath.emulator.explore;

/** Encodes snapshots as short rows of ints, which are numbers of their parts. */
final class Keys {
  private final Multiprocessor machine;
  private final Interner<Row> rows = new Interner<>();
  private final int cpus;
  private final int width;

  Keys(Multiprocessor machine) {
    this.machine = machine;
    cpus = machine.starts().size();
    width = 1 + cpus + machine.emptyMemory().keySize();
  }

  /** Number of ints in a row. */
  int width() {
    return width;
  }

  /** Writes a snapshot's row to the start of an array. */
  void write(Snapshot s, int[] key) {
    for (int i = 0; i < cpus; i++) {
      key[i] = s.cpus()[i].id;
    }
    key[cpus] = rows.number(s.requests().row());
    s.memory().write(rows, key, cpus + 1);
  }

  /** The snapshot of a row at the start of an array. */
  Snapshot read(int[] key) {
    Position[] positions = new Position[cpus];
    for (int i = 0; i < cpus; i++) {
      positions[i] = machine.position(key[i]);
    }
    return new Snapshot(
        positions, machine.emptyMemory().read(rows, key, cpus + 1), requests(rows.get(key[cpus])));
  }

  private static Requests requests(Row row) {
    return row.size() == 0 ? Requests.NONE : new Requests(row);
  }
}
