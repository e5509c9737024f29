package fastpath.lab.evidence;

import fastpath.lab.verdict.VariantPair;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The number of instructions that a check adds to a call, and whether the additional instructions
 * can take the time that the article states.
 *
 * @param extra the additional instructions and accesses of each copy
 */
public record CheckCost(List<Extra> extra) {
  /** The article's figure for the time of one check, in nanoseconds. */
  public static final double CLAIMED_NANOS = 2500;

  /**
   * Time of an instruction and of a cache miss on the slowest imaginable machine, in nanoseconds.
   * Instructions execute one after the other, and each access misses every cache.
   */
  private static final double NANOS_PER_INSTRUCTION = 1;

  private static final double NANOS_PER_MISS = 100;

  /**
   * The cost of a copy with the check, minus the cost of the same copy without it.
   *
   * @param checks number of checks that the copy executes, at least 1
   * @param instructions number of instructions that the check adds
   * @param accesses number of loads and stores that the check adds
   */
  public record Extra(String fastPath, long checks, long instructions, long accesses) {
    public static Extra of(VariantPair change) {
      return new Extra(
          change.fastPath().name(),
          // An out-of-line check is the only function that a copy calls, so each additional call is
          // a check.
          Math.max(1, change.after().ownCalls() - change.before().ownCalls()),
          change.instructions(),
          change.accesses());
    }

    /** Returns an upper bound of the time that one check can take, in nanoseconds. */
    public double upperNanos() {
      return (instructions * NANOS_PER_INSTRUCTION + accesses * NANOS_PER_MISS) / checks;
    }
  }

  public static CheckCost of(List<VariantPair> changes) {
    return new CheckCost(changes.stream().map(Extra::of).toList());
  }

  /** Returns the number of copies that execute more instructions with the check. */
  long slower() {
    return extra.stream().filter(e -> e.instructions() > 0).count();
  }

  /**
   * Returns the largest upper bound of a check's time over all copies, in nanoseconds; empty if no
   * copy was measured.
   */
  public OptionalDouble upperNanos() {
    return extra.stream().mapToDouble(Extra::upperNanos).max();
  }
}
