package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Candidates;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Cell;
import java.util.List;

/**
 * A claim that {@code fastpath reproduce thunk} evaluates. The claim compares the slow path called
 * from C (V4) with the slow path called through a thunk in assembly that saves every register (V5,
 * as in 3.13), and both with no preemption (K313n). The expected verdict is CONFIRMED. Every fast
 * path that is a leaf without preemption is a leaf with the thunk too. The slow path saves and
 * restores the registers instead, and preserves every register.
 */
final class Thunk implements RegionComparison {
  private static final String WITHOUT = "K313n";
  private static final String FROM_C = "V4";
  private static final String FROM_ASM = "V5";

  private static final Twin FROM_C_AGAIN = Twin.without("PREEMPT_THUNK");

  /**
   * A variant of each kind of thunk: a thunk that is called, a thunk that is jumped to, and the
   * thunk of the voluntary check.
   */
  private static final String[] THUNKS = {FROM_ASM, "V6", "U5"};

  private static final String KEEPS = "thunk-keeps";

  @Override
  public String name() {
    return "thunk";
  }

  @Override
  public String title() {
    return "a slow path in assembly makes functions leaves again";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "Some careful assembly could make testing the count much cheaper; it was "
        + "being worked out when the article was written. In 3.13 the slow path is "
        + "called from inline assembly, through a thunk that saves every register, "
        + "so that the compiler sees no call.";
  }

  @Override
  public String note() {
    return "Whether the test itself became cheaper is decided by claim folding.";
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
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "a function that is a leaf without preemption is a leaf again to the compiler",
            FROM_C_AGAIN,
            view.ask(
                WITHOUT,
                FROM_ASM,
                change ->
                    Candidates.answer(change, c -> c.after().leafInCode().isLeafForCompiler()))),
        Criterion.all(
            "a function that has no frame without preemption has none under V5",
            FROM_C_AGAIN,
            view.ask(
                WITHOUT, FROM_ASM, change -> Candidates.answer(change, c -> !c.after().framed()))));
  }

  /** The scenario's probe returns a value in which each changed register sets one bit. */
  @Override
  public List<Criterion> scenes(
      Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    KernelSources sources = setting.sources();
    FastPath probe =
        sources.probes().stream().filter(p -> p.name().equals(KEEPS)).findFirst().orElseThrow();
    return List.of(
        Criterion.all(
            "the thunk changes no register and only the arithmetic flags",
            Twin.edit("r8 is not saved", "support/entry.S", "\tpushq\t%r8\n", "")
                .and(Twin.edit("", "support/entry.S", "\tpopq\t%r8\n", ""))
                .named("the thunk does not save r8"),
            sources.presetsNamed(THUNKS).stream()
                .map(preset ->
                    new Case(
                        preset.shortName(),
                        keeps(setting.workshop().cell(probe, preset, compiler), problems)))
                .toList()));
  }

  private static Answer keeps(Cell cell, Problems problems) {
    if (!cell.isMeasured()) {
      problems.addAll(List.of(cell.place() + ": " + cell.failure()));
      return Answer.missing();
    }
    return cell.set().schedules() == 0
        ? Answer.unfit("does not reach the scheduler")
        : Answer.of(cell.set().outcome().value() == 0);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS,
        Column.ACCESSES,
        Column.FRAMED,
        Column.LEAF_IN_CODE,
        new Column("resched adds", cells -> Column.number(rescheduling(cells))));
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "The thunk saves %s instructions in a call that does not reschedule, and "
            + "a call that does has %s more. It pays if fewer than one call in %s "
            + "reschedules.",
        Comparison.each(views, "%.1f", Thunk::saved),
        Comparison.each(views, "%.1f", Thunk::paid),
        Comparison.each(
            views, "%.0f", view -> Math.ceil((paid(view) + saved(view)) / saved(view))));
  }

  private static double saved(CompilerView view) {
    return view.added(FROM_ASM, FROM_C);
  }

  /** Returns how many more instructions a call that reschedules has with the thunk, mean. */
  private static double paid(CompilerView view) {
    return rescheduling(view.cells(FROM_ASM)) - rescheduling(view.cells(FROM_C)) - saved(view);
  }

  /** Returns the mean number of instructions that rescheduling adds to a call. */
  private static double rescheduling(List<Cell> cells) {
    return cells.stream()
        .mapToLong(cell ->
            cell.set().outcome().counters().instructions()
                - cell.clear().outcome().counters().instructions())
        .average()
        .orElse(Double.NaN);
  }
}
