package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The explorations of a claim's programs with one compiler's code.
 *
 * @param variants all variants under which programs were to be explored
 * @param explored the explorations that succeeded
 */
public record Races(List<Preset> variants, List<Race> explored) {

  /**
   * Returns a case for every variant; the answer is missing if the program was not explored
   * completely.
   */
  public List<Criterion.Case> ask(String program, Function<Race, Answer> answer) {
    return variants.stream()
        .map(variant ->
            new Criterion.Case(
                variant.shortName(),
                race(program, variant).filter(Race::complete).map(answer).orElse(Answer.missing())))
        .toList();
  }

  /**
   * Returns the criterion that in no order of accesses does a CPU wait or halt for ever.
   *
   * @param twin the broken kernel in which a CPU waits or halts for ever
   */
  public Criterion everyCpuEnds(String program, Twin twin) {
    return Criterion.all(
        "in no order does a CPU wait or halt for ever (" + Race.name(program) + ")",
        twin,
        ask(program, race -> Answer.of(race.everyCpuEnds())));
  }

  /** Returns the exploration of a program under a variant; empty if it failed. */
  public Optional<Race> race(String program, Preset variant) {
    return explored.stream()
        .filter(race -> race.program().equals(program) && race.preset().equals(variant))
        .findFirst();
  }
}
