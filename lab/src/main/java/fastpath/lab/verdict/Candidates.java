package fastpath.lab.verdict;

import java.util.function.Predicate;

/**
 * Answers for the fast paths that the argument about leaves applies to, and for those whose files
 * exempt them.
 */
public final class Candidates {
  private Candidates() {}

  /** The answer for a leaf without a frame that has a region; not applicable to others. */
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
