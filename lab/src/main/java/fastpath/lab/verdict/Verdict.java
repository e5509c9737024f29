package fastpath.lab.verdict;

import java.util.Collection;

/** The result of testing a claim. */
public enum Verdict {
  CONFIRMED,
  REFUTED,
  /** Some cases show the criterion and some do not. */
  PARTLY;

  /**
   * Returns the combined verdict of several criteria or compilers: their verdict if they agree, and
   * PARTLY if not.
   */
  static Verdict of(Collection<Verdict> cases) {
    return cases.stream().distinct().count() == 1 ? cases.iterator().next() : PARTLY;
  }
}
