package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.workshop.WakeUpDelay;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the models cost, by one compiler, and how long each lets a thread wait.
 *
 * @param delays of every compiler
 */
public record Balance(CompilerView view, List<WakeUpDelay> delays) {

  public List<Criterion> criteria() {
    return List.of(
        new Criterion(
            "full preemption (V5): the longest wait in a call is no longer than voluntary's (U1)",
            cases(call -> worst(call, Mix.FULL_AFTER) <= worst(call, Mix.VOLUNTARY))),
        new Criterion(
            "and all three calls together take no more instructions than voluntary's",
            List.of(new Criterion.Case("mix", cost(Mix.FULL_AFTER) <= cost(Mix.VOLUNTARY)))),
        new Criterion(
            "before the optimisations (V1b) they took more",
            List.of(new Criterion.Case("mix", cost(Mix.FULL_BEFORE) > cost(Mix.VOLUNTARY)))));
  }

  private List<Criterion.Case> cases(Predicate<FastPath> shows) {
    return calls().stream().map(call -> new Criterion.Case(call.name(), shows.test(call))).toList();
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

  private long worst(FastPath call, String model) {
    return delay(call, model).map(WakeUpDelay::worst).orElse(Long.MAX_VALUE);
  }
}
