package fastpath.emulator.explore;

import fastpath.emulator.isa.State;

/**
 * The state of all CPUs and of memory at one time.
 *
 * @param requests interrupts that are requested and not yet delivered; each vector at most once for
 *     a CPU
 * @param observed the registers that are no part of the CPUs' positions
 */
public record Snapshot(Position[] cpus, SharedMemory memory, Requests requests, Observed observed) {
  /** Returns the value of a CPU's register. */
  public long get(int cpu, State register) {
    return observed.get(cpu, register).orElseGet(() -> cpus[cpu].get(register));
  }

  /** Returns this snapshot with another position of one CPU, and with what its way observed. */
  Snapshot with(Arrival to, SharedMemory changed) {
    Position[] all = cpus.clone();
    all[to.position().cpu] = to.position();
    return new Snapshot(all, changed, requests, observed.with(to.observed()));
  }

  Snapshot with(SharedMemory changed) {
    return new Snapshot(cpus, changed, requests, observed);
  }

  Snapshot with(Requests changed) {
    return changed == requests ? this : new Snapshot(cpus, memory, changed, observed);
  }

  Snapshot with(Observed changed) {
    return new Snapshot(cpus, memory, requests, changed);
  }

  /** True if every requested interrupt has been delivered. */
  public boolean isSettled() {
    return requests == Requests.NONE;
  }

  /**
   * Returns the kinds of interrupts that are requested of a CPU and that its position does not
   * block.
   */
  int deliverable(Position p) {
    return requests == Requests.NONE ? 0 : p.deliverable() & requests.kinds(p.cpu);
  }

  /** True if no step is possible. */
  public boolean isFinal() {
    for (Position p : cpus) {
      if (!p.hasEnded() || !memory.isDrained(p.cpu) || deliverable(p) != 0) {
        return false;
      }
    }
    return true;
  }
}
