package fastpath.lab.evidence;

import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The scenarios of a claim, played with one compiler's code.
 *
 * @param played those that came to their end
 */
public record Scenes(String compiler, List<Scene> played) {
  /** A scenario under a preset, each by name. */
  public record Scene(String scenario, String preset, ScenarioRun run) {
    /** What it is called, with the preset. */
    String place() {
      return place(scenario, preset);
    }

    static String place(String scenario, String preset) {
      return scenario + " under " + preset;
    }
  }

  /** What a scenario did under a preset. */
  public Optional<ScenarioRun> run(String scenario, String preset) {
    return played.stream()
        .filter(scene -> scene.scenario.equals(scenario) && scene.preset.equals(preset))
        .map(Scene::run)
        .findFirst();
  }

  /** Whether a scenario shows something; missing if it did not come to its end. */
  public Criterion.Case test(
      String name, String scenario, String preset, Predicate<ScenarioRun> shows) {
    return new Criterion.Case(
        name,
        run(scenario, preset).map(run -> Answer.of(shows.test(run))).orElse(Answer.missing()));
  }
}
