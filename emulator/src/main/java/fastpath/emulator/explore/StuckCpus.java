package fastpath.emulator.explore;

import fastpath.emulator.isa.State;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the CPUs that never end. A run that is fair to every CPU, pending store and requested
 * interrupt either ends in a final state or stays for ever in a set of states that no step leaves.
 * A CPU that has not ended among these states never ends.
 */
final class StuckCpus {
  private static final int HLT_BYTES = 1;

  /** The limit on the states that are visited to find which instructions the CPUs repeat. */
  private static final int MOST_WALKED = 200_000;

  private static final Comparator<Stuck> ORDER =
      Comparator.comparingInt(Stuck::cpu)
          .thenComparing(Stuck::rip, Long::compareUnsigned)
          .thenComparing(Stuck::halted);

  private final Multiprocessor machine;
  private final Keys keys;
  private final Map<Stuck, Snapshot> found = new TreeMap<>(ORDER);
  private int walked;

  StuckCpus(Multiprocessor machine, Keys keys) {
    this.machine = machine;
    this.keys = keys;
  }

  /** Returns each way in which a CPU never ends, with a state from which the CPU cannot end. */
  Map<Stuck, Snapshot> found() {
    return found;
  }

  /** Examines a final state, in which no interrupt wakes a halted CPU any more. */
  void ended(Snapshot s) {
    if (awaits(s)) {
      return;
    }
    for (Position p : s.cpus()) {
      if (p.request instanceof Request.End e && e.halted()) {
        found.putIfAbsent(new Stuck(p.cpu, p.rip() - HLT_BYTES, true), s);
      }
    }
  }

  /** Examines a set of endless states that no step leaves, given by one of its states. */
  void circles(Snapshot from) {
    if (awaits(from)) {
      return;
    }
    Long[] lowest = new Long[from.cpus().length];
    boolean[] ends = new boolean[lowest.length];
    StateTable seen = new StateTable(keys.width());
    int[] key = new int[keys.width()];
    add(seen, from, key);
    for (int at = 0; at < seen.size() && walked < MOST_WALKED; at++) {
      seen.get(at, key);
      Snapshot s = keys.read(key);
      walked++;
      for (Position p : s.cpus()) {
        long rip = p.get(State.RIP);
        ends[p.cpu] |= p.hasEnded() && !((Request.End) p.request).halted();
        lowest[p.cpu] =
            lowest[p.cpu] == null || Long.compareUnsigned(rip, lowest[p.cpu]) < 0
                ? rip
                : lowest[p.cpu];
      }
      for (Step step : machine.steps(s)) {
        add(seen, machine.apply(s, step), key);
      }
    }
    for (Position p : from.cpus()) {
      if (!ends[p.cpu] && lowest[p.cpu] != null) {
        boolean halted = p.request instanceof Request.End e && e.halted();
        found.putIfAbsent(
            new Stuck(p.cpu, halted ? p.rip() - HLT_BYTES : lowest[p.cpu], halted), from);
      }
    }
  }

  private void add(StateTable seen, Snapshot s, int[] key) {
    keys.write(s, key);
    seen.add(key);
  }

  /**
   * True if a CPU that has returned has a requested interrupt, whose handler might help another
   * CPU.
   */
  private static boolean awaits(Snapshot s) {
    for (Position p : s.cpus()) {
      if (p.hasEnded() && !((Request.End) p.request).halted() && s.requests().kinds(p.cpu) != 0) {
        return true;
      }
    }
    return false;
  }
}
