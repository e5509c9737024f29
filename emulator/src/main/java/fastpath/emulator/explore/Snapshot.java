package fastpath.emulator.explore;

/**
 * The state of all CPUs and of memory at one time.
 *
 * @param requests interrupts that are requested and not yet delivered; each vector at most once for
 *     a CPU
 */
public record Snapshot(Position[] cpus, SharedMemory memory, Requests requests) {
  /** Returns this snapshot with another position of one CPU. */
  Snapshot with(Position p, SharedMemory changed) {
    Position[] all = cpus.clone();
    all[p.cpu] = p;
    return new Snapshot(all, changed, requests);
  }

  Snapshot with(SharedMemory changed) {
    return new Snapshot(cpus, changed, requests);
  }

  Snapshot with(Requests changed) {
    return changed == requests ? this : new Snapshot(cpus, memory, changed);
  }

  /** True if every requested interrupt has been delivered. */
  public boolean isSettled() {
    return requests == Requests.NONE;
  }

  /** True if no step is possible. */
  public boolean isFinal() {
    for (Position p : cpus) {
      boolean wakes = p.canBeInterrupted() && requests.any(p.cpu);
      if (!p.hasEnded() || !memory.isDrained(p.cpu) || wakes) {
        return false;
      }
    }
    return true;
  }
}
