package fastpath.lab.evidence;

import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Part;

/** How long the count and its test are, and when a difference is a significant one. */
public final class TestLength {
  private TestLength() {}

  /** Instructions that count and test. */
  public static long countAndTest(Measurement m) {
    return m.count(Part.PREEMPT_COUNT) + m.count(Part.RESCHED_TEST);
  }

  /** The same, with those that find thread_info. */
  public static long withLookup(Measurement m) {
    return countAndTest(m) + m.count(Part.THREAD_INFO);
  }

  /**
   * Whether one is significantly longer than another, as the article says without a figure: half as
   * long again, or more. Compilers differ by a fifth or a quarter on the same test, so less than
   * that would not be told from their habits.
   */
  public static boolean significantlyLonger(long one, long other) {
    return 2 * one >= 3 * other;
  }
}
