package fastpath.lab.evidence;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Measurement;

/**
 * Length of the count and test of a fast path in instructions, and the ratio from which a
 * difference is significant.
 */
public final class TestLength {
  private TestLength() {}

  /** Returns the number of instructions that count and test. */
  public static long countAndTest(Measurement m) {
    return m.count(Role.PREEMPT_COUNT) + m.count(Role.RESCHED_TEST);
  }

  /** Returns the number of instructions that count and test or find thread_info. */
  public static long withLookup(Measurement m) {
    return countAndTest(m) + m.count(Role.THREAD_INFO);
  }

  /** Ratio from which a difference counts as significant. */
  public static final double SIGNIFICANT = 1.5;

  /** Reason for the ratio from which a difference counts as significant. */
  public static final String REASON =
      "The article says \"significantly\" and gives no figure. Compilers "
          + "differ by up to a quarter on the same test; the bound is twice that "
          + "difference.";
}
