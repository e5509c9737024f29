package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
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
 * A comparison of preemption models for one compiler's code: the cost of each model, and how long
 * each model lets a woken thread wait.
 *
 * @param delays the wake-up delays under every compiler
 */
public record Balance(CompilerView view, List<WakeUpDelay> delays) {
  /**
   * Ratio of instructions from which a model counts as dearer. The tolerance is one thousandth,
   * because nobody would choose a model for a smaller difference.
   */
  private static final double DEARER = 1.001;

  private static final Twin OPTIMISED =
      Twin.with("PREEMPT_COUNT_PERCPU")
          .and(Twin.with("NEED_RESCHED_FOLDED"))
          .and(Twin.with("NEED_RESCHED_INVERTED"))
          .and(Twin.with("PREEMPT_THUNK"))
          .and(Twin.without("PREEMPT_RCU"))
          .named("with the optimisations of V5 and without PREEMPT_RCU");

  public List<Criterion> criteria() {
    return List.of(
        Criterion.figure(
            "3.13: longest waits in all calls under full preemption (K313p), as a "
                + "multiple of voluntary (K313v): no longer",
            Twin.without("PREEMPT", "PREEMPT_RCU").only(Mix.FULL_AFTER),
            waits(),
            Figure.atMost(
                1,
                longest(),
                "Voluntary preemption can be given up only if no thread waits longer.")),
        dearer(
            "3.10: instructions of all calls under full preemption (K311p), as a "
                + "multiple of voluntary (A1): more",
            OPTIMISED.only(Mix.FULL_BEFORE),
            Mix.VOLUNTARY),
        dearer(
            "3.11: instructions of all calls under full preemption (K311p), as a "
                + "multiple of voluntary (A8): more",
            Twin.without("PREEMPT", "PREEMPT_COUNT", "PREEMPT_RCU").only(Mix.FULL_BEFORE),
            Mix.VOLUNTARY_OMITTED),
        noDearer(
            "what if 3.13's full preemption (K313p) were compared with 3.10's "
                + "voluntary (A1): no more instructions",
            Twin.without(
                    "PREEMPT_COUNT_PERCPU",
                    "NEED_RESCHED_FOLDED",
                    "NEED_RESCHED_INVERTED",
                    "PREEMPT_ASM_GOTO",
                    "PREEMPT_THUNK")
                .only(Mix.FULL_AFTER),
            Mix.FULL_AFTER,
            Mix.VOLUNTARY),
        noDearer(
                "3.13: instructions of all calls under full preemption (K313p), as a "
                    + "multiple of voluntary (K313v): no more",
                Twin.without(
                        "UACCESS_OMIT_MIGHT_FAULT",
                        "PREEMPT_COUNT_PERCPU",
                        "NEED_RESCHED_FOLDED",
                        "NEED_RESCHED_INVERTED")
                    .only(Mix.VOLUNTARY_AFTER)
                    .named("A1 in the place of K313v"),
                Mix.FULL_AFTER,
                Mix.VOLUNTARY_AFTER)
            .expecting(Verdict.REFUTED),
        noDearer(
            "6.15: instructions of all calls under lazy preemption (K615l), as a "
                + "multiple of voluntary chosen at boot (K615dv): no more",
            Twin.without(
                    "PREEMPT",
                    "PREEMPT_COUNT",
                    "PREEMPT_RCU",
                    "PREEMPT_RCU_COUNTED_DOWN",
                    "PREEMPT_DYNAMIC",
                    "PREEMPT_STATIC_CALL",
                    "COND_RESCHED_STATIC_CALL")
                .only(Mix.VOLUNTARY_TODAY)
                .named("voluntary preemption compiled in, in place of K615dv"),
            Mix.LAZY,
            Mix.VOLUNTARY_TODAY));
  }

  private Criterion dearer(String says, Twin twin, String voluntary) {
    return cost(
        says,
        twin,
        Mix.FULL_BEFORE,
        voluntary,
        Figure.atLeast(
            DEARER,
            ratio(Mix.FULL_BEFORE, voluntary),
            "There is a cost to remove only if full preemption was more expensive."));
  }

  private Criterion noDearer(String says, Twin twin, String one, String other) {
    return cost(
        says,
        twin,
        one,
        other,
        Figure.atMost(
            1,
            ratio(one, other),
            "Voluntary preemption has no advantage left only if the other costs no more."));
  }

  private Criterion cost(String says, Twin twin, String one, String other, Figure figure) {
    return Criterion.figure(says, twin, view.test(other, one, c -> c.instructions() <= 0), figure);
  }

  /**
   * Returns the instructions of all calls under one model, as a multiple of the instructions under
   * another model; empty unless every call was measured.
   */
  private OptionalDouble ratio(String one, String other) {
    List<VariantPair> changes = view.changes(other, one);
    double before = changes.stream().mapToLong(c -> c.before().counters().instructions()).sum();
    double after = changes.stream().mapToLong(c -> c.after().counters().instructions()).sum();
    return changes.size() == calls().size() && before > 0
        ? OptionalDouble.of(after / before)
        : OptionalDouble.empty();
  }

  /**
   * Returns the sum of the longest waits of all calls under full preemption of 3.13, as a multiple
   * of the sum under voluntary preemption of 3.13; empty unless every wait was measured.
   */
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
        .map(call -> {
          Optional<WakeUpDelay> full = delay(call, Mix.FULL_AFTER);
          Optional<WakeUpDelay> voluntary = delay(call, Mix.VOLUNTARY_AFTER);
          return new Criterion.Case(
              call.name(),
              full.isEmpty() || voluntary.isEmpty()
                  ? Answer.missing()
                  : Answer.of(full.get().worst() <= voluntary.get().worst()),
              view.named(Mix.FULL_AFTER, Mix.VOLUNTARY_AFTER));
        })
        .toList();
  }

  List<FastPath> calls() {
    return view.grid().fastPaths();
  }

  /**
   * Returns the instructions that a model adds to all calls, in percent of the instructions without
   * preemption.
   */
  double cost(Preset model) {
    return MixCosts.percent(view.changes(Mix.noneOf(model), model.shortName()));
  }

  Optional<WakeUpDelay> delay(FastPath call, String model) {
    return delays.stream()
        .filter(d -> d.fastPath().equals(call) && d.preset().shortName().equals(model))
        .filter(d -> d.compiler().equals(view.compiler()))
        .findFirst();
  }
}
