package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.evidence.UserAccessComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce andi-inline} evaluates. The claim compares the check of
 * 3.10 in user copies (A1) with the check after should_resched() is inlined into it (A2). The claim
 * also compares A1 with a might_fault() that only debugs, with debugging off (A7) and on (A7d). The
 * expected verdict is CONFIRMED. Inlining removes one call, and the might_fault() that only debugs
 * leaves no instruction of the check where debugging is off.
 */
final class AndiInline implements UserAccessComparison {
  private static final String WITHOUT = "A0";
  private static final String OF_THE_DAY = "A1";
  private static final String INLINED = "A2";
  private static final String DEBUG_ONLY = "A7";
  private static final String DEBUGGING = "A7d";

  @Override
  public String name() {
    return "andi-inline";
  }

  @Override
  public String title() {
    return "inlining should_resched() saves a call, a debug-only check all";
  }

  @Override
  public String statement() {
    return "Marking should_resched() always-inline removes the overhead of calling "
        + "it. A check that only debugs disappears entirely where debugging is off.";
  }

  @Override
  public String note() {
    return "When the patches were posted, 3.11 no longer had the check in user "
        + "access, so that they are applied to 3.10 here. Inlining removes one of "
        + "two calls. The check itself is still called, so that the copy still has "
        + "its frame.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(WITHOUT, OF_THE_DAY, INLINED, DEBUG_ONLY, DEBUGGING);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "should_resched() inlined (A2): fewer calls and fewer instructions",
            Twin.without("SHOULD_RESCHED_INLINE"),
            view.test(
                OF_THE_DAY,
                INLINED,
                change ->
                    change.after().counters().calls() < change.before().counters().calls()
                        && change.instructions() < 0)),
        Criterion.all(
            "check for debugging only (A7): no instruction is left of the check that A1 runs",
            Twin.without("MIGHT_FAULT_DEBUG_ONLY"),
            view.test(
                OF_THE_DAY,
                DEBUG_ONLY,
                change ->
                    change.before().count(Role.RESCHED_TEST) > 0
                        && change.after().count(Role.RESCHED_TEST) == 0
                        && change.instructions() < 0)),
        Criterion.all(
            "the check is there once debugging is on (A7d)",
            Twin.without("DEBUG_ATOMIC_SLEEP"),
            view.test(DEBUG_ONLY, DEBUGGING, change -> change.added(Role.RESCHED_TEST) > 0)));
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.mean("calls", m -> m.counters().calls()),
        Column.ACCESSES,
        Column.FRAMED);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "The check adds %s instructions to a copy. Inlining removes %s%% of "
            + "them, and %s of %d copies still set up a frame.",
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, OF_THE_DAY)),
        Comparison.each(
            views,
            "%.0f",
            view -> 100 * (1 - view.added(WITHOUT, INLINED) / view.added(WITHOUT, OF_THE_DAY))),
        Comparison.each(views, "%d", view -> view.count(INLINED, Measurement::framed)),
        views.getFirst().grid().fastPaths().size());
  }
}
