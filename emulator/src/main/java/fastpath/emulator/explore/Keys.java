package fastpath.emulator.explore;

/**
 * Encodes snapshots as short arrays of ints, in which each int is the number of a part of the
 * snapshot.
 */
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
  }

  /** Decodes the snapshot at the start of an array. */
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
