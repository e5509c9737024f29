package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce folding} evaluates. The claim compares three places of the
 * flag NEED_RESCHED. In variant V2 the flag is in thread_info, beside a per-CPU count. In variant
 * V3, which the article describes, the flag is the count's top bit. In variant V4, as in 3.13, the
 * flag's bit is inverted, so that the flags of the decrement are the test. The expected verdict is
 * CONFIRMED. Each variant costs less than the variant before, with every compiler.
 */
final class Folding implements RegionComparison {
  private static final String APART = "V2";
  private static final String FOLDED = "V3";
  private static final String INVERTED = "V4";

  private static final Twin APART_AGAIN =
      Twin.without("NEED_RESCHED_FOLDED", "NEED_RESCHED_INVERTED", "NEED_RESCHED_FROM_AFAR");

  @Override
  public String name() {
    return "folding";
  }

  @Override
  public String title() {
    return "NEED_RESCHED in the per-CPU count is fast to test";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "With a copy of the need-resched flag in the topmost bit of the per-CPU "
        + "count, one word tells whether to reschedule, and testing it is fast.";
  }

  @Override
  public String note() {
    return "Folding alone saves little, because the test is still a load and a "
        + "compare. 3.13 stored the bit inverted, so that the decrement itself is "
        + "the test. Neither turns functions into leaves again, because the call "
        + "is still there (claim thunk).";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(APART, FOLDED, INVERTED);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "with the flag folded in, no access to thread_info is left",
            APART_AGAIN,
            view.test(
                APART,
                FOLDED,
                change ->
                    change.before().count(Role.THREAD_INFO) > 0
                        && change.after().count(Role.THREAD_INFO) == 0)),
        Criterion.all(
            "one word is read instead of two (V3): fewer loads and stores",
            APART_AGAIN,
            view.test(APART, FOLDED, change -> change.accesses() < 0)),
        Criterion.all(
            "what if the flag were inverted, as in 3.13 (V4): a call costs still less",
            Twin.without("NEED_RESCHED_INVERTED"),
            view.test(FOLDED, INVERTED, VariantPair::cheaper)));
  }

  @Override
  public List<Column> columns() {
    return Column.COST_OF_COUNTING;
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "%s saves %s instructions and %s accesses a call, %s another %s and %s. Of %d fast paths %s run"
            + " a frame under %s, %s under %s.",
        FOLDED,
        Comparison.each(views, "%.1f", view -> view.added(FOLDED, APART)),
        Comparison.each(views, "%.1f", view -> accesses(view, APART, FOLDED)),
        INVERTED,
        Comparison.each(views, "%.1f", view -> view.added(INVERTED, FOLDED)),
        Comparison.each(views, "%.1f", view -> accesses(view, FOLDED, INVERTED)),
        views.getFirst().grid().fastPaths().size(),
        Comparison.each(views, "%d", view -> view.count(APART, Measurement::framed)),
        APART,
        Comparison.each(views, "%d", view -> view.count(INVERTED, Measurement::framed)),
        INVERTED);
  }

  private static double accesses(CompilerView view, String from, String to) {
    return view.mean(from, Measurement::memoryAccesses)
        - view.mean(to, Measurement::memoryAccesses);
  }
}
