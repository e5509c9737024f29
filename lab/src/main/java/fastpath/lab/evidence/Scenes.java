package fastpath.lab.evidence;

import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The scenarios of a claim, run with one compiler's code.
 *
 * @param played the scenarios that have run to their end
 */
public record Scenes(String compiler, List<Scene> played) {
  /** A run of a scenario under a preset, with the names of both. */
  public record Scene(String scenario, String preset, ScenarioRun run) {
    /** Returns the scenario's name followed by the preset's. */
    String place() {
      return place(scenario, preset);
    }

    static String place(String scenario, String preset) {
      return scenario + " under " + preset;
    }
  }

  /** Returns the run of a scenario under a preset; empty if the scenario did not run to its end. */
  public Optional<ScenarioRun> run(String scenario, String preset) {
    return played.stream()
        .filter(scene -> scene.scenario.equals(scenario) && scene.preset.equals(preset))
        .map(Scene::run)
        .findFirst();
  }

  /**
   * Returns a case that a predicate on a scenario's run decides; the answer is missing if the
   * scenario did not run to its end.
   */
  public Criterion.Case test(
      String name, String scenario, String preset, Predicate<ScenarioRun> shows) {
    return new Criterion.Case(
        name,
        run(scenario, preset).map(run -> Answer.of(shows.test(run))).orElse(Answer.missing()));
  }
}
