package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.evidence.TestLength;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A claim that {@code fastpath reproduce percpu-count} evaluates. The claim compares the preempt
 * count in thread_info, found by mask (V1) and by pointer (V1b), with a per-CPU count whose flag
 * stays in thread_info (V2). The expected verdict is PARTLY. The test becomes significantly shorter
 * than a test that masks the stack pointer, but not significantly shorter than a test with x86-64's
 * per-CPU pointer. The test with a per-CPU count still looks for the flag in thread_info.
 */
final class PercpuCount implements RegionComparison {
  private static final String WITHOUT = "V0";
  private static final String MASKED = "V1";
  private static final String POINTER = "V1b";
  private static final String MOVED = "V2";

  private static final double A_TENTH = 1.1;

  @Override
  public String name() {
    return "percpu-count";
  }

  @Override
  public String title() {
    return "the count kept per CPU is cheaper, but not the whole cure";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "The count belongs to the CPU rather than to a thread. Moving it from "
        + "thread_info to a per-CPU variable makes the test much cheaper. That "
        + "alone is not the whole answer, because the flag that must be tested "
        + "stays in thread_info.";
  }

  @Override
  public String note() {
    return "On x86-64 the move alone saves at most two instructions, because "
        + "thread_info must be found for the flag anyway. The gain comes from "
        + "folding the flag into the count (claim folding) and from hiding the "
        + "call (claim thunk).";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(WITHOUT, MASKED, POINTER, MOVED);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.figure(
            "instructions of lookup, count and test before the move, as a multiple of those after, "
                + "where the stack pointer was masked: cheaper now",
            Twin.without("PREEMPT_COUNT_PERCPU", "THREAD_INFO_STACK_MASK"),
            shorter(MASKED, view),
            Figure.atLeast(
                A_TENTH,
                ratio(MASKED, view),
                "The test with its lookup has about ten instructions, of which at least "
                    + "one must be saved.")),
        Criterion.figure(
                "instructions of lookup, count and test before the move, as a multiple of those after, "
                    + "with x86-64's per-CPU pointer: much cheaper now",
                Twin.with("NEED_RESCHED_FOLDED")
                    .and(Twin.with("NEED_RESCHED_INVERTED"))
                    .only(MOVED),
                shorter(POINTER, view),
                Figure.atLeast(TestLength.SIGNIFICANT, ratio(POINTER, view), TestLength.REASON))
            .expecting(Verdict.REFUTED),
        Criterion.all(
            "with the count moved, thread_info must still be found, for the flag",
            Twin.with("NEED_RESCHED_FOLDED").only(MOVED),
            view.test(MASKED, MOVED, c -> c.after().count(Role.THREAD_INFO) > 0)));
  }

  private static List<Criterion.Case> shorter(String from, CompilerView view) {
    return view.test(
        from, MOVED, c -> TestLength.withLookup(c.before()) > TestLength.withLookup(c.after()));
  }

  private static OptionalDouble ratio(String from, CompilerView view) {
    return view.ratio(from, MOVED, TestLength::withLookup, TestLength::withLookup);
  }

  @Override
  public List<Column> columns() {
    return Column.COST_OF_COUNTING;
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Preemption adds %s instructions to a call under %s; moving the count "
            + "removes %s%% of them. Of the %s instructions that it adds under %s, "
            + "where the stack pointer is masked, moving the count removes %s%%.",
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, POINTER)),
        POINTER,
        Comparison.each(views, "%.0f", view -> percentSaved(view, POINTER)),
        Comparison.each(views, "%.1f", view -> view.added(WITHOUT, MASKED)),
        MASKED,
        Comparison.each(views, "%.0f", view -> percentSaved(view, MASKED)));
  }

  private static double percentSaved(CompilerView view, String from) {
    return 100
        * (view.added(WITHOUT, from) - view.added(WITHOUT, MOVED))
        / view.added(WITHOUT, from);
  }
}
