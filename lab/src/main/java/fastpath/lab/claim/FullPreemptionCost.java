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
import java.util.stream.Stream;

/**
 * A claim that {@code fastpath reproduce full-preemption-cost} evaluates. The claim runs three
 * system calls under kernels as they were released, and compares each kernel with the kernel
 * without preemption of the same release. The expected verdict is PARTLY. Full preemption of 3.11
 * (K311p) adds instructions to each call. The optimisations change count and test, and remove more
 * than half of the cost of both (V1b, V5). With PREEMPT_RCU, which both releases require of full
 * preemption, the optimisations remove less than half of the whole cost (K313p).
 */
final class FullPreemptionCost implements Comparison {
  private static final double ONE_HALF = 0.5;
  private static final double FAR_MORE = 2;
  private static final String MUCH =
      "\"Much of the cost would go away\" is taken to be more than half.";

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
    return "Full preemption costs throughput, even where hardly anything is "
        + "preempted: the count is tested far more often, and the tests make the "
        + "code slower. With the optimisations much of that cost would go away.";
  }

  @Override
  public String note() {
    return "The figures are instructions of three system calls without entry, exit "
        + "and hooks, so that the shares of a whole system call are smaller. The "
        + "cost of preempting itself, switches and cold caches, is not included. "
        + "The article's optimisations change the count and its test. The kernels "
        + "of that time called RCU readers out of line (PREEMPT_RCU), and that "
        + "cost stayed.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
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
            "full preemption of 3.11 (K311p) adds instructions to a call",
            Twin.without("PREEMPT", "PREEMPT_COUNT", "PREEMPT_RCU").only(Mix.FULL_BEFORE),
            view.test(Mix.NONE, Mix.FULL_BEFORE, change -> change.instructions() > 0)),
        Criterion.all(
            "what if readers only disabled preemption (V1b): more of the added "
                + "instructions test than count",
            Twin.without("PREEMPT").only(Mix.FULL_BEFORE_COUNTING),
            view.test(
                Mix.NONE, Mix.FULL_BEFORE_COUNTING, change -> ofTest(change) > ofCount(change))),
        Criterion.figure(
            "3.13: tests at region ends under full preemption (K313p), as a multiple "
                + "of the checks under voluntary (K313v)",
            Twin.without("PREEMPT", "PREEMPT_COUNT", "PREEMPT_RCU").only(Mix.FULL_AFTER),
            view.ask(
                Mix.VOLUNTARY_AFTER,
                Mix.FULL_AFTER,
                change -> Answer.of(Primitives.countsUp(change.after()) > 0)),
            Figure.atLeast(
                FAR_MORE,
                moreOften(view),
                "\"Far more often\" is taken to be at least twice as often.")),
        Criterion.figure(
                "share of the instructions that K311p adds which K313p still adds, each "
                    + "compared with its release's kernel without preemption",
                Twin.without("PREEMPT_RCU").only(Mix.FULL_AFTER),
                both(view, Mix.FULL_BEFORE, Mix.FULL_AFTER),
                Figure.atMost(ONE_HALF, left(view, Mix.FULL_BEFORE, Mix.FULL_AFTER), MUCH))
            .expecting(Verdict.REFUTED),
        Criterion.figure(
            "what if readers only disabled preemption: share of the instructions of "
                + "V1b that is left in V5",
            Twin.without(
                    "PREEMPT_COUNT_PERCPU",
                    "NEED_RESCHED_FOLDED",
                    "NEED_RESCHED_INVERTED",
                    "PREEMPT_THUNK")
                .only(Mix.FULL_AFTER_COUNTING),
            both(view, Mix.FULL_BEFORE_COUNTING, Mix.FULL_AFTER_COUNTING),
            Figure.atMost(
                ONE_HALF, left(view, Mix.FULL_BEFORE_COUNTING, Mix.FULL_AFTER_COUNTING), MUCH)));
  }

  /**
   * Returns the number of tests under full preemption as a multiple of the number of checks under
   * voluntary preemption, over all calls; empty unless every call was measured. A test is the end
   * of a region, and a check is a function call.
   */
  private static OptionalDouble moreOften(CompilerView view) {
    List<VariantPair> voluntary = view.changes(Mix.NONE_AFTER, Mix.VOLUNTARY_AFTER);
    double checks =
        voluntary.stream()
            .mapToLong(c -> c.after().counters().calls() - c.before().counters().calls())
            .sum();
    List<VariantPair> full = view.changes(Mix.NONE_AFTER, Mix.FULL_AFTER);
    double tests = full.stream().mapToLong(c -> Primitives.countsUp(c.after())).sum();
    int calls = view.grid().fastPaths().size();
    return voluntary.size() == calls && full.size() == calls && checks > 0
        ? OptionalDouble.of(tests / checks)
        : OptionalDouble.empty();
  }

  private static List<Criterion.Case> both(CompilerView view, String before, String after) {
    return Stream.of(before, after)
        .flatMap(model ->
            view
                .askNamed(noneOf(view, model), model, c -> Answer.of(c.instructions() > 0))
                .stream())
        .toList();
  }

  private static OptionalDouble left(CompilerView view, String before, String after) {
    OptionalDouble then = added(view, before);
    OptionalDouble now = added(view, after);
    return then.isPresent() && now.isPresent() && then.getAsDouble() > 0
        ? OptionalDouble.of(now.getAsDouble() / then.getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Returns the instructions that a kernel adds to all calls, as a share of the instructions under
   * the same release's kernel without preemption; empty unless every call was measured.
   */
  private static OptionalDouble added(CompilerView view, String model) {
    List<VariantPair> changes = view.changes(noneOf(view, model), model);
    return changes.size() == view.grid().fastPaths().size()
        ? OptionalDouble.of(MixCosts.percent(changes) / 100)
        : OptionalDouble.empty();
  }

  private static String noneOf(CompilerView view, String model) {
    return view.grid().presets().stream()
        .filter(preset -> preset.shortName().equals(model))
        .map(Mix::noneOf)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the additional instructions of the test, and the instructions that the compiler adds
   * because a function call may follow the test.
   */
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
        "Full preemption of 3.11 (K311p) adds %s%% to the three calls, and that "
            + "of 3.13 (K313p) %s%%. The largest parts of what 3.13 still adds are the count and the "
            + "calls of PREEMPT_RCU. With readers that only disable preemption, 3.11 "
            + "would add %s%% (V1b) and 3.13 %s%% (V5). Counting alone in 3.11 (CC), with no test at all, "
            + "adds %s%%, which is more than counting and testing in 3.13 (V5). "
            + "Voluntary preemption adds %s%% in 3.10 (A1), %s%% in 3.11 (A8) and %s%% "
            + "in 3.13 (K313v).",
        percent(views, Mix.FULL_BEFORE),
        percent(views, Mix.FULL_AFTER),
        percent(views, Mix.FULL_BEFORE_COUNTING),
        percent(views, Mix.FULL_AFTER_COUNTING),
        percent(views, Mix.COUNTED),
        percent(views, Mix.VOLUNTARY),
        percent(views, Mix.VOLUNTARY_OMITTED),
        percent(views, Mix.VOLUNTARY_AFTER));
  }

  private static String percent(List<CompilerView> views, String model) {
    return Comparison.each(views, "%.1f", view -> 100 * added(view, model).orElse(Double.NaN));
  }
}
