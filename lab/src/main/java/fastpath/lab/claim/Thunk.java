package fastpath.lab.claim;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Cell;
import java.util.List;

/**
 * Run with {@code fastpath reproduce thunk}. Compared: the slow path called from C (V4) and through
 * a thunk in assembly that saves every register (V5, what 3.13 shipped), beside no preemption (V0).
 * Expected: every leaf comes back; the saving and restoring moved to the slow path: CONFIRMED.
 * Broken twin: the call made from C after all.
 */
final class Thunk implements RegionComparison {
  private static final String WITHOUT = "V0";
  private static final String FROM_C = "V4";
  private static final String FROM_ASM = "V5";

  @Override
  public String name() {
    return "thunk";
  }

  @Override
  public String title() {
    return "a slow path in assembly gives the leaves back";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "Some careful assembly could make testing the count much cheaper; as the "
        + "article was written it was being worked out. What came of it in 3.13: the "
        + "slow path is called from inline assembly, through a thunk that saves every "
        + "register, so that the compiler sees no call.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(WITHOUT, FROM_C, FROM_ASM);
  }

  @Override
  public Preset broken(Preset preset) {
    return preset.without("PREEMPT_THUNK");
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    List<VariantPair> candidates =
        view.changes(WITHOUT, FROM_ASM).stream().filter(c -> c.effect().isCandidate()).toList();
    List<FastPath> turned = view.turned(WITHOUT, FROM_C);
    return List.of(
        VariantPair.criterion(
            "a leaf without preemption is a leaf again, as far as the compiler sees",
            candidates,
            change -> change.after().leafInCode().isLeafForCompiler()),
        VariantPair.criterion(
            "a fast path that V4's call gave a frame runs none",
            candidates.stream().filter(change -> turned.contains(change.fastPath())).toList(),
            change -> !change.after().framed()));
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.ACCESSES,
        Column.FRAMED,
        Column.LEAF_IN_CODE,
        new Column("rescheduling", cells -> Column.number(rescheduling(cells))));
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "The thunk saves %s instructions in a call that does not reschedule and costs %s in one"
            + " that does: it pays as long as fewer than one call in %s does.",
        Comparison.each(views, "%.1f", Thunk::saved),
        Comparison.each(views, "%.1f", Thunk::paid),
        Comparison.each(
            views, "%.0f", view -> Math.ceil((paid(view) + saved(view)) / saved(view))));
  }

  private static double saved(CompilerView view) {
    return view.added(FROM_ASM, FROM_C);
  }

  private static double paid(CompilerView view) {
    return rescheduling(view.cells(FROM_ASM)) - rescheduling(view.cells(FROM_C));
  }

  /** What rescheduling adds to a call, mean. */
  private static double rescheduling(List<Cell> cells) {
    return cells.stream()
        .mapToLong(
            cell ->
                cell.set().outcome().counters().instructions()
                    - cell.clear().outcome().counters().instructions())
        .average()
        .orElse(Double.NaN);
  }
}
