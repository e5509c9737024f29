package fastpath.lab.claim;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.CheckCost;
import fastpath.lab.evidence.CheckCost.Extra;
import fastpath.lab.evidence.FunctionGraph;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Cell;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A claim that {@code fastpath reproduce might-fault-cost} evaluates. The claim compares the
 * functions of the trace behind the article's figure, each as a function that is called (U1), with
 * the same functions under a tracer that does the least possible work (U1t). The article's figure
 * of 2500 ns is possible if the slowest imaginable machine could spend that time on the
 * instructions and accesses of the functions. The expected verdict is REFUTED. The slowest
 * imaginable machine spends less than 2500 ns.
 */
final class MightFaultCost implements Comparison {
  private static final String UNTRACED = "U1";
  private static final String TRACED = "U1t";
  private static final String TRACER = "FUNCTION_GRAPH_TRACER";
  private static final String CHECK = "might-fault";

  @Override
  public String name() {
    return "might-fault-cost";
  }

  @Override
  public String title() {
    return "might_fault() costs a user access about 2.5 microseconds";
  }

  @Override
  public String section() {
    return "User-space access and voluntary preemption";
  }

  @Override
  public String statement() {
    return "Since might_sleep() and might_fault() became part of the scheduler they have slowed the"
        + " functions that access user space by about 2.5 microseconds a call, on one system.";
  }

  @Override
  public String note() {
    return "The figure comes from one function_graph trace, not from a benchmark. "
        + "The tracer records every entry and return, and the time of a function "
        + "includes the tracing of the functions that it calls. The mail with the "
        + "figure says that it is smaller without the tracer.";
  }

  @Override
  public Verdict expected() {
    return Verdict.REFUTED;
  }

  @Override
  public List<FastPath> fastPaths(KernelSources sources) {
    return sources.probes().stream()
        .filter(fastPath ->
            fastPath.name().equals(CHECK) || fastPath.name().equals(FunctionGraph.PROBE))
        .toList();
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    Preset untraced = sources.preset(UNTRACED).orElseThrow();
    Preset traced = untraced.with(TRACER);
    return List.of(
        untraced,
        new Preset(
            TRACED, untraced.name(), "U1, five functions traced", traced.era(), traced.config()));
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    Optional<Cell> untraced = view.cell(CHECK, UNTRACED);
    return List.of(
        Criterion.figure(
                "nanoseconds that the five functions could take at most, untraced",
                Twin.with(TRACER),
                List.of(
                    new Case(
                        CHECK,
                        untraced
                            .map(cell -> Answer.of(isEnough(extra(cell).upperNanos())))
                            .orElse(Answer.missing()))),
                Figure.atLeast(
                    CheckCost.CLAIMED_NANOS,
                    untraced.stream().mapToDouble(cell -> extra(cell).upperNanos()).findFirst(),
                    "The article's figure."))
            .expecting(Verdict.REFUTED));
  }

  private static boolean isEnough(double nanos) {
    return nanos >= CheckCost.CLAIMED_NANOS;
  }

  private static Extra extra(Cell cell) {
    return new Extra(CHECK, 1, instructions(cell), cell.measurement().memoryAccesses());
  }

  private static long instructions(Cell cell) {
    return cell.measurement().counters().instructions();
  }

  @Override
  public Exhibit figures(List<CompilerView> views) {
    return new FunctionGraph(views, TRACED);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Untraced, the five functions execute %s instructions. To take %.1f us, "
            + "each instruction would need %s cycles at 1 GHz, or %s at 4 GHz. With a "
            + "nanosecond for each instruction and a miss of all caches (100 ns) for "
            + "each load and store they take %s ns. Traced, they execute %s "
            + "instructions.",
        each(views, UNTRACED, "%.0f", MightFaultCost::instructions),
        CheckCost.CLAIMED_NANOS / 1000,
        each(views, UNTRACED, "%.0f", cell -> CheckCost.CLAIMED_NANOS / instructions(cell)),
        each(views, UNTRACED, "%.0f", cell -> 4 * CheckCost.CLAIMED_NANOS / instructions(cell)),
        each(views, UNTRACED, "%.0f", cell -> extra(cell).upperNanos()),
        each(views, TRACED, "%.0f", MightFaultCost::instructions));
  }

  private static String each(
      List<CompilerView> views, String variant, String format, ToDoubleFunction<Cell> figure) {
    return Comparison.each(
        views,
        format,
        view ->
            view.cell(CHECK, variant).stream().mapToDouble(figure).findFirst().orElse(Double.NaN));
  }
}
