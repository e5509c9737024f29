package fastpath.lab.verdict;

import java.util.Collection;

/** How a claim came out. */
public enum Verdict {
  CONFIRMED,
  REFUTED,
  /** Some cases show it and some do not. */
  PARTLY;

  /** One verdict for several cases: theirs if they agree. */
  static Verdict of(Collection<Verdict> cases) {
    return cases.stream().distinct().count() == 1 ? cases.iterator().next() : PARTLY;
  }
}
