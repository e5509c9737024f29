package fastpath.lab.evidence;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Measurement;

/** How long the count and its test are, and when a difference is a significant one. */
public final class TestLength {
  private TestLength() {}

  /** Instructions that count and test. */
  public static long countAndTest(Measurement m) {
    return m.count(Role.PREEMPT_COUNT) + m.count(Role.RESCHED_TEST);
  }

  /** The same, with those that find thread_info. */
  public static long withLookup(Measurement m) {
    return countAndTest(m) + m.count(Role.THREAD_INFO);
  }

  /** How many times longer one is than another for the difference to be significant. */
  public static final double SIGNIFICANT = 1.5;

  /** Why. */
  public static final String REASON =
      "The article says \"significantly\" and gives no figure. Compilers "
          + "differ by up to a quarter on the same test; the bound is twice that "
          + "difference.";
}
