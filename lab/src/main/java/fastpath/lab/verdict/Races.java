package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The explorations of a claim's programs with one compiler's code.
 *
 * @param variants all variants that were to be explored
 * @param explored the explorations that succeeded
 */
public record Races(List<Preset> variants, List<Race> explored) {

  /** A case for every variant; missing if the program was not explored completely. */
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
   * A criterion that a CPU which waits or halts for ever violates.
   *
   * @param twin the broken kernel in which a CPU does
   */
  public Criterion everyCpuEnds(String program, Twin twin) {
    return Criterion.all(
        "in no order does a CPU wait or halt for ever (" + Race.name(program) + ")",
        twin,
        ask(program, race -> Answer.of(race.everyCpuEnds())));
  }

  /** The exploration of a program under a variant, if it succeeded. */
  public Optional<Race> race(String program, Preset variant) {
    return explored.stream()
        .filter(race -> race.program().equals(program) && race.preset().equals(variant))
        .findFirst();
  }
}
