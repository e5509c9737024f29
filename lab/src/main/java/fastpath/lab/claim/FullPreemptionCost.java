package fastpath.lab.claim;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Mix;
import fastpath.lab.evidence.MixCosts;
import fastpath.lab.evidence.Primitives;
import fastpath.lab.table.Shares;
import fastpath.lab.table.Shares.Purpose;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Run with {@code fastpath reproduce full-preemption-cost}. Compared: three system calls under
 * every model of preemption, against none (V0). Expected: full preemption as 3.11 had it (V1b) adds
 * to each; more of that comes with the test than with the count; and the article's optimisations
 * (V5) take back more than half: CONFIRMED.
 */
final class FullPreemptionCost implements Comparison {
  private static final double ONE_HALF = 0.5;

  @Override
  public String name() {
    return "full-preemption-cost";
  }

  @Override
  public String title() {
    return "full preemption costs throughput, for its tests";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "Full preemption takes away throughput, even where hardly anything is preempted: the"
        + " count is tested far more often, and the tests make the code slower. With the"
        + " optimisations much of that cost would go away.";
  }

  @Override
  public String note() {
    return "These are instructions, of three calls with warm caches, and without entry, exit and"
        + " hooks, so a share of less than they seem. What preempting itself costs, switches and"
        + " the caches behind them, is not in it.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<FastPath> fastPaths(KernelSources sources) {
    return Mix.calls(sources);
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return Mix.models(sources);
  }

  @Override
  public Preset complete(Preset preset) {
    return Mix.withUserAccess(preset);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "full preemption of 3.11 (V1b) adds instructions to a call",
            Twin.without("PREEMPT", "PREEMPT_COUNT", "PREEMPT_DYNAMIC").only(Mix.FULL_BEFORE),
            view.test(Mix.NONE, Mix.FULL_BEFORE, change -> change.instructions() > 0)),
        Criterion.all(
            "more of them come with the test than with the count",
            Twin.without("PREEMPT", "PREEMPT_DYNAMIC"),
            view.test(Mix.NONE, Mix.FULL_BEFORE, change -> ofTest(change) > ofCount(change))),
        Criterion.figure(
            "as of 3.13 (V5), what share of them is left",
            Twin.without(
                "PREEMPT_COUNT_PERCPU",
                "NEED_RESCHED_FOLDED",
                "NEED_RESCHED_INVERTED",
                "PREEMPT_THUNK"),
            view.ask(Mix.NONE, Mix.FULL_AFTER, change -> Answer.of(change.instructions() > 0)),
            Figure.atMost(
                ONE_HALF, left(view), "\"Much of that cost would go away\": more than half.")));
  }

  private static OptionalDouble left(CompilerView view) {
    List<VariantPair> before = view.changes(Mix.NONE, Mix.FULL_BEFORE);
    List<VariantPair> after = view.changes(Mix.NONE, Mix.FULL_AFTER);
    int calls = view.grid().fastPaths().size();
    double added = before.stream().mapToLong(VariantPair::instructions).sum();
    return before.size() == calls && after.size() == calls && added > 0
        ? OptionalDouble.of(after.stream().mapToLong(VariantPair::instructions).sum() / added)
        : OptionalDouble.empty();
  }

  /** The test, and what the compiler does since behind it there may be a call. */
  private static double ofTest(VariantPair change) {
    Shares shares = Shares.mean(List.of(change));
    return shares.of(Purpose.TEST) + shares.of(Purpose.FRAME) + shares.of(Purpose.LINKAGE);
  }

  private static double ofCount(VariantPair change) {
    return Shares.mean(List.of(change)).of(Purpose.COUNT);
  }

  @Override
  public Exhibit legend(Grid grid) {
    List<Exhibit> exhibits = new ArrayList<>();
    for (FastPath fastPath : grid.fastPaths()) {
      exhibits.add(Exhibit.item(fastPath.name() + " " + fastPath.title() + ". " + fastPath.why()));
    }
    exhibits.add(Exhibit.gap());
    exhibits.add(Exhibit.legend(grid.presets()));
    return columns -> exhibits.stream().flatMap(e -> e.lines(columns).stream()).toList();
  }

  @Override
  public Exhibit figures(List<CompilerView> views) {
    Exhibit costs = new MixCosts(views);
    Exhibit primitives = new Primitives(views);
    return columns -> {
      List<String> lines = new ArrayList<>(primitives.lines(columns));
      lines.addAll(costs.lines(columns));
      return lines;
    };
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Full preemption adds %s%% to the three calls as 3.11 had it (V1b), %s%% with its RCU (RF);"
            + " as of 3.13 (V5) %s%%. Counting alone (CC) adds %s%%, voluntary preemption (U1)"
            + " %s%%.",
        percent(views, Mix.FULL_BEFORE),
        percent(views, Mix.FULL_BEFORE_RCU),
        percent(views, Mix.FULL_AFTER),
        percent(views, Mix.COUNTED),
        percent(views, Mix.VOLUNTARY));
  }

  private static String percent(List<CompilerView> views, String model) {
    return Comparison.each(views, "%.1f", view -> MixCosts.percent(view.changes(Mix.NONE, model)));
  }
}
