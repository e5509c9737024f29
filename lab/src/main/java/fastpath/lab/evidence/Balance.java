package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.WakeUpDelay;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the models cost, by one compiler, and how long each lets a thread wait.
 *
 * @param delays of every compiler
 */
public record Balance(CompilerView view, List<WakeUpDelay> delays) {
  /** A thousandth: less is not a cost that anyone would keep a model for. */
  private static final double DEARER = 1.001;

  private static final Twin OPTIMISED =
      Twin.with("PREEMPT_COUNT_PERCPU")
          .and(Twin.with("NEED_RESCHED_FOLDED"))
          .and(Twin.with("NEED_RESCHED_INVERTED"))
          .and(Twin.with("PREEMPT_THUNK"))
          .named("with the optimisations of V5");

  public List<Criterion> criteria() {
    return List.of(
        Criterion.figure(
            "longest waits in all calls under V5, for one of U1o, the voluntary of its day: no"
                + " longer",
            Twin.without("PREEMPT").only(Mix.FULL_AFTER),
            waits(),
            Figure.atMost(
                1, longest(), "A thread must not wait longer for voluntary to be given up.")),
        cost(
            "instructions of all calls under V1b, for one of U1, the voluntary of its day: dearer",
            OPTIMISED.only(Mix.FULL_BEFORE),
            Mix.FULL_BEFORE,
            Mix.VOLUNTARY,
            Figure.atLeast(
                DEARER,
                ratio(Mix.FULL_BEFORE, Mix.VOLUNTARY),
                "Only if it was dearer is there something to be taken away.")),
        cost(
            "under V5, for one of U1: no dearer than what was there before",
            Twin.without(
                    "PREEMPT_COUNT_PERCPU",
                    "NEED_RESCHED_FOLDED",
                    "NEED_RESCHED_INVERTED",
                    "PREEMPT_THUNK")
                .only(Mix.FULL_AFTER),
            Mix.FULL_AFTER,
            Mix.VOLUNTARY,
            Figure.atMost(
                1, ratio(Mix.FULL_AFTER, Mix.VOLUNTARY), "No more instructions than before.")),
        cost(
                "under V5, for one of U1o, the voluntary of its own day: no dearer",
                Twin.without(
                        "UACCESS_OMIT_MIGHT_FAULT",
                        "PREEMPT_COUNT_PERCPU",
                        "NEED_RESCHED_FOLDED",
                        "NEED_RESCHED_INVERTED")
                    .only(Mix.VOLUNTARY_AFTER)
                    .named("U1 in the place of U1o"),
                Mix.FULL_AFTER,
                Mix.VOLUNTARY_AFTER,
                Figure.atMost(
                    1,
                    ratio(Mix.FULL_AFTER, Mix.VOLUNTARY_AFTER),
                    "Nothing is left to be kept for only if it costs no more."))
            .expecting(Verdict.REFUTED));
  }

  private Criterion cost(String says, Twin twin, String one, String other, Figure figure) {
    return Criterion.figure(says, twin, view.test(other, one, c -> c.instructions() <= 0), figure);
  }

  /** Instructions of all calls under one model, for each under another. */
  private OptionalDouble ratio(String one, String other) {
    List<VariantPair> changes = view.changes(other, one);
    double before = changes.stream().mapToLong(c -> c.before().counters().instructions()).sum();
    double after = changes.stream().mapToLong(c -> c.after().counters().instructions()).sum();
    return changes.size() == calls().size() && before > 0
        ? OptionalDouble.of(after / before)
        : OptionalDouble.empty();
  }

  /** All calls together under V5, for one instruction under U1o. */
  private OptionalDouble longest() {
    OptionalDouble full = worst(Mix.FULL_AFTER);
    OptionalDouble voluntary = worst(Mix.VOLUNTARY_AFTER);
    return full.isPresent() && voluntary.isPresent() && voluntary.getAsDouble() > 0
        ? OptionalDouble.of(full.getAsDouble() / voluntary.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble worst(String model) {
    List<WakeUpDelay> each = calls().stream().flatMap(call -> delay(call, model).stream()).toList();
    return each.size() == calls().size()
        ? OptionalDouble.of(each.stream().mapToLong(WakeUpDelay::worst).sum())
        : OptionalDouble.empty();
  }

  private List<Criterion.Case> waits() {
    return calls().stream()
        .map(
            call -> {
              Optional<WakeUpDelay> full = delay(call, Mix.FULL_AFTER);
              Optional<WakeUpDelay> voluntary = delay(call, Mix.VOLUNTARY_AFTER);
              return new Criterion.Case(
                  call.name(),
                  full.isEmpty() || voluntary.isEmpty()
                      ? Answer.missing()
                      : Answer.of(full.get().worst() <= voluntary.get().worst()));
            })
        .toList();
  }

  List<FastPath> calls() {
    return view.grid().fastPaths();
  }

  /** Instructions more than without preemption, in percent, of all calls together. */
  double cost(String model) {
    return MixCosts.percent(view.changes(Mix.NONE, model));
  }

  Optional<WakeUpDelay> delay(FastPath call, String model) {
    return delays.stream()
        .filter(d -> d.fastPath().equals(call) && d.preset().shortName().equals(model))
        .filter(d -> d.compiler().equals(view.compiler()))
        .findFirst();
  }
}
