package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.evidence.TestLength;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Part;
import java.util.List;

/**
 * Run with {@code fastpath reproduce percpu-count}. Compared: the count in thread_info, found by
 * mask (V1) and by pointer (V1b), and moved to a per-CPU variable while the flag stays (V2).
 * Expected: the test gets significantly shorter where the stack pointer was masked, not where
 * x86-64 had its pointer, and keeps looking for the flag: PARTLY. Broken twin: the count not moved,
 * and found in one way; then all three are one.
 */
final class PercpuCount implements RegionComparison {
  private static final String WITHOUT = "V0";
  private static final String MASKED = "V1";
  private static final String POINTER = "V1b";
  private static final String MOVED = "V2";

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
    return "The count belongs to the CPU rather than to a thread: moved out of "
        + "thread_info into a per-CPU variable it makes the test much cheaper. That alone is not "
        + "the whole answer, since the flag that must be tested stays in thread_info.";
  }

  @Override
  public String note() {
    return "On x86-64 the move alone saves an instruction or two, or none: thread_info "
        + "has to be found for the flag anyway. What pays is to fold the flag in (claim "
        + "folding) and to hide the call (claim thunk).";
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
  public Preset broken(Preset preset) {
    return preset.without("PREEMPT_COUNT_PERCPU", "THREAD_INFO_STACK_MASK");
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        shorter("the stack pointer masked before", view.changes(MASKED, MOVED)),
        shorter("x86-64's per-CPU pointer before", view.changes(POINTER, MOVED)),
        VariantPair.criterion(
            "moved, the count needs no thread_info, but the flag does",
            view.changes(MASKED, MOVED),
            change ->
                change.added(Part.THREAD_INFO) < 0 && change.after().count(Part.THREAD_INFO) > 0));
  }

  private static Criterion shorter(String before, List<VariantPair> changes) {
    return VariantPair.criterion(
        before + ": the test was half as long again, or more",
        changes,
        change ->
            TestLength.significantlyLonger(
                TestLength.withLookup(change.before()), TestLength.withLookup(change.after())));
  }

  @Override
  public List<Column> columns() {
    return Column.COST_OF_COUNTING;
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Preemption adds %s instructions to a call under %s; moving the count takes away %s%% of"
            + " them. Of the %s that it adds under %s, where the stack pointer is masked, it takes"
            + " away %s%%.",
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
