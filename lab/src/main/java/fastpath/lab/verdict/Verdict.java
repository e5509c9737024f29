package fastpath.lab.verdict;

import java.util.Collection;

/** The result of testing a claim. */
public enum Verdict {
  CONFIRMED,
  REFUTED,
  /** Some cases show the criterion and some do not. */
  PARTLY;

  /** The combined verdict of several: their verdict if they agree, PARTLY if not. */
  static Verdict of(Collection<Verdict> cases) {
    return cases.stream().distinct().count() == 1 ? cases.iterator().next() : PARTLY;
  }
}
