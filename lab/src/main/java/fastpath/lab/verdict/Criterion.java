package fastpath.lab.verdict;

import java.util.Collection;
import java.util.List;

/**
 * One thing that must be seen for a claim to hold, and where it was seen.
 *
 * @param says what, as a report words it
 * @param cases those that it can happen to: fast paths, or variants
 */
public record Criterion(String says, List<Case> cases) {
  /** One of them. */
  public record Case(String name, boolean shows) {}

  /** How many show it. */
  public long shown() {
    return cases.stream().filter(Case::shows).count();
  }

  /** The names of those that do, or of those that do not. */
  public List<String> names(boolean showing) {
    return cases.stream().filter(c -> c.shows() == showing).map(Case::name).toList();
  }

  /**
   * CONFIRMED by more than half of the cases, which is what the article's "often" comes to; REFUTED
   * if none shows it or there is none that could.
   */
  public Verdict verdict() {
    long shown = shown();
    if (2 * shown > cases.size()) {
      return Verdict.CONFIRMED;
    }
    return shown == 0 ? Verdict.REFUTED : Verdict.PARTLY;
  }

  /** A claim's verdict: that of its criteria if they agree. */
  public static Verdict verdict(Collection<Criterion> criteria) {
    return Verdict.of(criteria.stream().map(Criterion::verdict).toList());
  }
}
