package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check adds to a call, and whether the article's time can come of it.
 *
 * @param extra for each copy, what it runs more
 */
record CheckCost(List<Extra> extra) {
  /** The article's figure. */
  static final double CLAIMED_NANOS = 2500;

  /**
   * The slowest machine imaginable: each instruction waits a nanosecond for the one before, and
   * each access misses every cache.
   */
  private static final double NANOS_PER_INSTRUCTION = 1;

  private static final double NANOS_PER_MISS = 100;

  /**
   * One copy with the check less the same without.
   *
   * @param checks how many checks it passes, at least 1
   * @param instructions more
   * @param accesses loads and stores more
   */
  record Extra(String host, long checks, long instructions, long accesses) {
    /** More time than this cannot have come of one check. */
    double upperNanos() {
      return (instructions * NANOS_PER_INSTRUCTION + accesses * NANOS_PER_MISS) / checks;
    }
  }

  static CheckCost of(Grid grid, String without, String with, String compiler) {
    List<Extra> extra = new ArrayList<>();
    for (Host host : grid.hosts()) {
      Measurement before = grid.at(host, without, compiler).orElse(null);
      Measurement after = grid.at(host, with, compiler).orElse(null);
      if (before != null && after != null) {
        extra.add(
            new Extra(
                host.name(),
                // Out of line, as it was, the check is the only thing that a copy calls.
                Math.max(1, after.ownCalls() - before.ownCalls()),
                after.counters().instructions() - before.counters().instructions(),
                after.memoryAccesses() - before.memoryAccesses()));
      }
    }
    return new CheckCost(extra);
  }

  /** Copies that run more instructions with the check. */
  long slower() {
    return extra.stream().filter(e -> e.instructions() > 0).count();
  }

  /** The most that a check could have cost, in nanoseconds. */
  double upperNanos() {
    return extra.stream().mapToDouble(Extra::upperNanos).max().orElse(0);
  }

  /** Slower or not, and by that much or not: PARTLY if only the first. */
  Verdict verdict() {
    if (slower() == 0) {
      return Verdict.REFUTED;
    }
    boolean all = slower() == extra.size();
    return all && upperNanos() >= CLAIMED_NANOS ? Verdict.CONFIRMED : Verdict.PARTLY;
  }
}
