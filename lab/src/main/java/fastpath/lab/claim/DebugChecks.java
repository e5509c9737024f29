package fastpath.lab.claim;

import fastpath.lab.evidence.SceneClaim;
import fastpath.lab.evidence.Scenes;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.Map;

/**
 * A claim that {@code fastpath reproduce debug-checks} evaluates. The claim runs might_sleep() and
 * might_fault() at places where a thread may not sleep, in a voluntary kernel of 3.10 with
 * debugging (A1d). The expected verdict is CONFIRMED. Each place where a thread may not sleep is
 * reported once, and no report comes from a place where sleeping is allowed.
 */
final class DebugChecks implements SceneClaim {
  private static final String SCENARIO = "atomic-sleep";
  private static final String DEBUGGING = "A1d";
  private static final String CHECK = "support/might_sleep.c";
  private static final String CONDITION =
      "preempt_count() || irqs_disabled() || rcu_preempt_depth()";

  /**
   * Number of values that the scenario records at each place: reports, and the last report's
   * preempt count, interrupt state and reader nesting.
   */
  private static final int NUMBERS = 4;

  /**
   * The scenario's places at which a thread may not sleep, in the order of the scenario; a place at
   * which sleeping is allowed precedes them.
   */
  private static final List<String> PLACES =
      List.of(
          "might_sleep() with preemption off",
          "might_sleep() with interrupts off",
          "might_sleep() in a reader's region",
          "might_fault() with preemption off",
          "might_sleep() with softirqs off");

  @Override
  public String name() {
    return "debug-checks";
  }

  @Override
  public String title() {
    return "might_sleep() and might_fault() report who may not sleep";
  }

  @Override
  public String section() {
    return "User-space access and voluntary preemption";
  }

  @Override
  public String statement() {
    return "might_sleep() and might_fault() began as debugging checks: they report "
        + "a call at a place where sleeping, or a page fault, is not allowed.";
  }

  @Override
  public String note() {
    return "A thread may not sleep while preemption is off or interrupts are off, "
        + "and the check looks at both.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Map<String, List<String>> scenes() {
    return Map.of(SCENARIO, List.of(DEBUGGING));
  }

  @Override
  public List<Criterion> criteria(Scenes scenes) {
    return List.of(
        Criterion.all(
            "a place where the thread may not sleep is reported, once",
            Twin.edit(
                "the check does not look at interrupts",
                CHECK,
                CONDITION,
                "preempt_count() || rcu_preempt_depth()"),
            PLACES.stream().map(place -> reported(place, scenes)).toList()),
        Criterion.all(
            "a place where the thread may sleep is not reported",
            Twin.edit("the check reports everything", CHECK, CONDITION, "1"),
            List.of(scenes.test("both, with all on", SCENARIO, DEBUGGING, r -> at(r, 0) == 0))));
  }

  /**
   * Returns the case of one place, which shows that the number of reports is one higher than at the
   * place before, and that the last report names this place.
   */
  private static Case reported(String place, Scenes scenes) {
    int number = PLACES.indexOf(place);
    return scenes.test(
        place, SCENARIO, DEBUGGING, run -> at(run, 1 + NUMBERS * number) == number + 1);
  }

  private static int at(ScenarioRun run, int index) {
    return index < run.values().size() ? run.values().get(index) : -1;
  }
}
