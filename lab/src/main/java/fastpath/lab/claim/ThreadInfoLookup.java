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

/**
 * A claim that {@code fastpath reproduce thread-info-lookup} evaluates. The claim compares the
 * instructions that finding thread_info adds to count and test, if the stack pointer is masked (V1,
 * the article's case) and if a per-CPU pointer is loaded (V1b, as on x86-64). The expected verdict
 * is PARTLY. The addition is significant where the stack pointer is masked, and not everywhere with
 * the per-CPU pointer.
 */
final class ThreadInfoLookup implements RegionComparison {
  private static final String MASKED = "V1";
  private static final String POINTER = "V1b";
  private static final String LOOP = "region-in-loop";

  @Override
  public String name() {
    return "thread-info-lookup";
  }

  @Override
  public String title() {
    return "finding thread_info makes the test of the count more expensive";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "The preemption count lies in thread_info, which must be found from the "
        + "kernel stack pointer. That makes the whole test significantly more "
        + "expensive.";
  }

  @Override
  public String note() {
    return "x86-32 masked the stack pointer. x86-64, for which the article's "
        + "patches were written, loaded a per-CPU pointer (kernel_stack) and "
        + "subtracted: fewer instructions than a mask, but with loads, which a "
        + "mask does not need.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(MASKED, POINTER, "V2", "V3");
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        longer(
            "length of count and test with the lookup, as a multiple of the length "
                + "without, where the stack pointer is masked",
            MASKED,
            Twin.without("THREAD_INFO_STACK_MASK")
                .and(Twin.with("PREEMPT_COUNT_PERCPU"))
                .and(Twin.with("NEED_RESCHED_FOLDED")),
            view),
        longer(
                "length of count and test with the lookup, as a multiple of the length "
                    + "without, with x86-64's per-CPU pointer",
                POINTER,
                Twin.with("THREAD_INFO_STACK_MASK").only(POINTER),
                view)
            .expecting(Verdict.REFUTED));
  }

  private static Criterion longer(String says, String variant, Twin twin, CompilerView view) {
    return Criterion.figure(
        says,
        twin,
        view.test(variant, variant, c -> c.after().count(Role.THREAD_INFO) > 0),
        Figure.atLeast(
            TestLength.SIGNIFICANT,
            view.ratio(variant, variant, TestLength::withLookup, TestLength::countAndTest),
            TestLength.REASON));
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.of("thread_info", Role.THREAD_INFO),
        Column.mean("count+test", TestLength::countAndTest),
        Column.ACCESSES);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Finding thread_info lengthens count and test by %s%% under %s, by %s%% under %s. In %s,"
            + " where twelve uses could share one mask, masking takes %s instructions.",
        Comparison.each(views, "%.0f", view -> percent(view, MASKED)),
        MASKED,
        Comparison.each(views, "%.0f", view -> percent(view, POINTER)),
        POINTER,
        LOOP,
        Comparison.each(views, "%d", ThreadInfoLookup::inLoop));
  }

  private static long inLoop(CompilerView view) {
    return view.cells(MASKED).stream()
        .filter(cell -> cell.fastPath().name().equals(LOOP))
        .mapToLong(cell -> cell.measurement().count(Role.THREAD_INFO))
        .sum();
  }

  private static double percent(CompilerView view, String variant) {
    return 100
        * view.mean(variant, m -> m.count(Role.THREAD_INFO))
        / view.mean(variant, TestLength::countAndTest);
  }
}
