package fastpath.emulator.explore;

/** Where everything stands at one moment. */
public record Snapshot(Position[] cpus, SharedMemory memory) {
  /** The snapshot with one CPU elsewhere. */
  Snapshot with(Position p, SharedMemory changed) {
    Position[] all = cpus.clone();
    all[p.cpu] = p;
    return new Snapshot(all, changed);
  }

  /** Whether nothing can happen any more. */
  public boolean isFinal() {
    for (Position p : cpus) {
      if (!p.hasEnded() || !memory.isDrained(p.cpu)) {
        return false;
      }
    }
    return true;
  }
}
