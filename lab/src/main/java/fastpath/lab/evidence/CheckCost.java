package fastpath.lab.evidence;

import fastpath.lab.verdict.VariantPair;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Instructions that a check adds to a call, and whether they can take the time that the article
 * gives.
 *
 * @param extra for each copy the additional instructions and accesses
 */
public record CheckCost(List<Extra> extra) {
  /** The article's figure, in nanoseconds. */
  public static final double CLAIMED_NANOS = 2500;

  /**
   * Times on the slowest imaginable machine, in nanoseconds: each instruction takes one after the
   * other, and each access misses every cache.
   */
  private static final double NANOS_PER_INSTRUCTION = 1;

  private static final double NANOS_PER_MISS = 100;

  /**
   * A copy with the check, minus the same copy without it.
   *
   * @param checks number of checks that the copy passes, at least 1
   * @param instructions additional instructions
   * @param accesses additional loads and stores
   */
  public record Extra(String fastPath, long checks, long instructions, long accesses) {
    public static Extra of(VariantPair change) {
      return new Extra(
          change.fastPath().name(),
          // An out-of-line check is the only function that a copy calls.
          Math.max(1, change.after().ownCalls() - change.before().ownCalls()),
          change.instructions(),
          change.accesses());
    }

    /** Upper bound in nanoseconds of the time that one check can take. */
    public double upperNanos() {
      return (instructions * NANOS_PER_INSTRUCTION + accesses * NANOS_PER_MISS) / checks;
    }
  }

  public static CheckCost of(List<VariantPair> changes) {
    return new CheckCost(changes.stream().map(Extra::of).toList());
  }

  /** Number of copies that execute more instructions with the check. */
  long slower() {
    return extra.stream().filter(e -> e.instructions() > 0).count();
  }

  /** The largest upper bound over all copies, in nanoseconds; empty if there are no copies. */
  public OptionalDouble upperNanos() {
    return extra.stream().mapToDouble(Extra::upperNanos).max();
  }
}
