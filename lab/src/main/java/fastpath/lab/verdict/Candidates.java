package fastpath.lab.verdict;

import java.util.function.Predicate;

/**
 * Answers for the fast paths that the article's argument about leaf functions applies to, and for
 * the fast paths whose files exempt them.
 */
public final class Candidates {
  private Candidates() {}

  /**
   * Returns the answer for a leaf without a frame that has a region; not applicable if the fast
   * path's file exempts it, and unfit for any other fast path.
   */
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
