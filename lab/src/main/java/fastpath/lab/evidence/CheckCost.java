package fastpath.lab.evidence;

import fastpath.lab.verdict.VariantPair;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a check adds to a call, and whether the article's time can come of it.
 *
 * @param extra for each copy, what it runs more
 */
public record CheckCost(List<Extra> extra) {
  /** The article's figure. */
  public static final double CLAIMED_NANOS = 2500;

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
  public record Extra(String fastPath, long checks, long instructions, long accesses) {
    public static Extra of(VariantPair change) {
      return new Extra(
          change.fastPath().name(),
          // Out of line, as it was, the check is the only thing that a copy calls.
          Math.max(1, change.after().ownCalls() - change.before().ownCalls()),
          change.instructions(),
          change.accesses());
    }

    /** More time than this cannot have come of one check. */
    public double upperNanos() {
      return (instructions * NANOS_PER_INSTRUCTION + accesses * NANOS_PER_MISS) / checks;
    }
  }

  public static CheckCost of(List<VariantPair> changes) {
    return new CheckCost(changes.stream().map(Extra::of).toList());
  }

  /** Copies that run more instructions with the check. */
  long slower() {
    return extra.stream().filter(e -> e.instructions() > 0).count();
  }

  /** The most that a check could have cost, in nanoseconds; empty without copies. */
  public OptionalDouble upperNanos() {
    return extra.stream().mapToDouble(Extra::upperNanos).max();
  }
}
