package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one compiler's code did in a claim's programs.
 *
 * @param variants all that were to be explored
 * @param explored those that were
 */
public record Races(List<Preset> variants, List<Race> explored) {

  /** An answer for every variant; missing where the program was not explored to its end. */
  public List<Criterion.Case> ask(String program, Function<Race, Answer> answer) {
    return variants.stream()
        .map(
            variant ->
                new Criterion.Case(
                    variant.shortName(),
                    race(program, variant)
                        .filter(Race::complete)
                        .map(answer)
                        .orElse(Answer.missing())))
        .toList();
  }

  /**
   * A CPU that waits, or halts, for ever shows in this criterion.
   *
   * @param twin under which one does
   */
  public Criterion everyCpuEnds(String program, Twin twin) {
    return Criterion.all(
        "in no order does a CPU wait or halt for ever (" + Race.name(program) + ")",
        twin,
        ask(program, race -> Answer.of(race.everyCpuEnds())));
  }

  /** The exploration of a program under a variant, if it could be done. */
  public Optional<Race> race(String program, Preset variant) {
    return explored.stream()
        .filter(race -> race.program().equals(program) && race.preset().equals(variant))
        .findFirst();
  }
}
