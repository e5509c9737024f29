package fastpath.lab.verdict;

import java.util.function.Predicate;

/** The fast paths that the argument about leaves is about, and those that say that they are not. */
public final class Candidates {
  private Candidates() {}

  /** An answer of those that are leaves without a frame, and have a region. */
  public static Answer answer(VariantPair change, Predicate<VariantPair> shows) {
    Effect effect = change.effect();
    if (effect.isCandidate()) {
      return Answer.of(shows.test(change));
    }
    return change.fastPath().exempt().contains(effect.tag())
        ? Answer.notApplicable(effect.says())
        : Answer.unfit(effect.says());
  }
}
