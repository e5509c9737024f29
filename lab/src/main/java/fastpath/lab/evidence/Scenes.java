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
 * @param played the scenarios that ran to their end
 */
public record Scenes(String compiler, List<Scene> played) {
  /** Names of a scenario and of the preset under which it runs. */
  public record Scene(String scenario, String preset, ScenarioRun run) {
    /** The scenario's name with the preset's. */
    String place() {
      return place(scenario, preset);
    }

    static String place(String scenario, String preset) {
      return scenario + " under " + preset;
    }
  }

  /** The record of a scenario under a preset. */
  public Optional<ScenarioRun> run(String scenario, String preset) {
    return played.stream()
        .filter(scene -> scene.scenario.equals(scenario) && scene.preset.equals(preset))
        .map(Scene::run)
        .findFirst();
  }

  /** True or false as a scenario shows it; missing if it did not run to its end. */
  public Criterion.Case test(
      String name, String scenario, String preset, Predicate<ScenarioRun> shows) {
    return new Criterion.Case(
        name,
        run(scenario, preset).map(run -> Answer.of(shows.test(run))).orElse(Answer.missing()));
  }
}
