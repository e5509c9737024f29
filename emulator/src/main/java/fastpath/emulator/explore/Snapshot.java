package fastpath.emulator.explore;

/**
 * Where everything stands at one moment.
 *
 * @param requests interrupts that are requested and not delivered yet; a vector once a CPU
 */
public record Snapshot(Position[] cpus, SharedMemory memory, Requests requests) {
  /** The snapshot with one CPU elsewhere. */
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

  /** Whether no requested interrupt is still to be delivered. */
  public boolean isSettled() {
    return requests == Requests.NONE;
  }

  /** Whether nothing can happen any more. */
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
