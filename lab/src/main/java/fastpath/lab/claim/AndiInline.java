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
 * Run with {@code fastpath reproduce andi-inline}. Compared: the check of 3.10 (A1) with
 * should_resched() inlined into it (A2) and with might_fault() only debugging, without debugging
 * (A7) and with (A7d). Expected: a call less, and no instruction of the check: CONFIRMED.
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
    return "Marking should_resched() always-inline removes the overhead of calling it, "
        + "and a check that only debugs disappears altogether where debugging is off.";
  }

  @Override
  public String note() {
    return "The patches changed a check that 3.11, when they were posted, did not have any more in user"
        + " access: they are shown on 3.10. Inlining takes one of two calls: the check is still"
        + " called, so the"
        + " copy still has its frame.";
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
            "should_resched() inlined (A2): fewer calls, and fewer instructions",
            Twin.without("SHOULD_RESCHED_INLINE"),
            view.test(
                OF_THE_DAY,
                INLINED,
                change ->
                    change.after().counters().calls() < change.before().counters().calls()
                        && change.instructions() < 0)),
        Criterion.all(
            "debugging only (A7): of the check that A1 runs no instruction is left",
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
        "The check adds %s instructions to a copy; inlining takes away %s%% of them, and %s of %d"
            + " copies run a frame as before.",
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, OF_THE_DAY)),
        Comparison.each(
            views,
            "%.0f",
            view -> 100 * (1 - view.added(WITHOUT, INLINED) / view.added(WITHOUT, OF_THE_DAY))),
        Comparison.each(views, "%d", view -> view.count(INLINED, Measurement::framed)),
        views.getFirst().grid().fastPaths().size());
  }
}
