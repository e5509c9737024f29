package fastpath.lab.verdict;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What one compiler made of a grid. */
public record CompilerView(Grid grid, String compiler) {

  /** An answer for every fast path; missing where it was not measured under both variants. */
  public List<Criterion.Case> ask(String from, String to, Function<VariantPair, Answer> answer) {
    List<VariantPair> changes = changes(from, to);
    return grid.fastPaths().stream()
        .map(
            fastPath ->
                new Criterion.Case(
                    fastPath.name(),
                    changes.stream()
                        .filter(change -> change.fastPath().equals(fastPath))
                        .findFirst()
                        .map(answer)
                        .orElse(Answer.missing()),
                    named(from, to)))
        .toList();
  }

  /** The presets of the grid that have these short names. */
  public List<Preset> named(String... names) {
    return grid.presets().stream()
        .filter(preset -> List.of(names).contains(preset.shortName()))
        .toList();
  }

  /** The same as ask() with the second variant in the names, for criteria about several pairs. */
  public List<Criterion.Case> askNamed(
      String from, String to, Function<VariantPair, Answer> answer) {
    return ask(from, to, answer).stream()
        .map(c -> new Criterion.Case(c.name() + " under " + to, c.answer(), c.compared()))
        .toList();
  }

  /** Whether every fast path shows it, or does not. */
  public List<Criterion.Case> test(String from, String to, Predicate<VariantPair> shows) {
    return ask(from, to, change -> Answer.of(shows.test(change)));
  }

  /**
   * How many times longer all fast paths together are in one respect than in another.
   *
   * @return empty unless every fast path was measured, and the divisor is above 0
   */
  public OptionalDouble ratio(
      String from,
      String to,
      ToLongFunction<Measurement> numerator,
      ToLongFunction<Measurement> divisor) {
    List<VariantPair> changes = changes(from, to);
    double above = changes.stream().mapToLong(c -> numerator.applyAsLong(c.before())).sum();
    double below = changes.stream().mapToLong(c -> divisor.applyAsLong(c.after())).sum();
    return changes.size() == grid.fastPaths().size() && below > 0
        ? OptionalDouble.of(above / below)
        : OptionalDouble.empty();
  }

  /** The fast paths that were measured under both variants. */
  public List<VariantPair> changes(String from, String to) {
    return VariantPair.of(grid, from, to, compiler);
  }

  /**
   * The fast paths that a variant turns from a leaf without a frame into one that calls and runs
   * one.
   */
  public List<FastPath> turned(String from, String to) {
    return changes(from, to).stream()
        .filter(change -> change.effect() == Effect.TURNED)
        .map(VariantPair::fastPath)
        .toList();
  }

  /** The cells of a variant that were measured. */
  public List<Cell> cells(String variant) {
    return grid.fastPaths().stream()
        .map(fastPath -> grid.cell(fastPath, variant, compiler))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The cell of a fast path by its name. */
  public Optional<Cell> cell(String fastPath, String variant) {
    return cells(variant).stream()
        .filter(cell -> cell.fastPath().name().equals(fastPath))
        .findFirst();
  }

  public List<String> variants() {
    return grid.presets().stream().map(Preset::shortName).toList();
  }

  /** The mean over a variant's fast paths. */
  public double mean(String variant, ToLongFunction<Measurement> value) {
    return cells(variant).stream()
        .map(Cell::measurement)
        .mapToLong(value)
        .average()
        .orElse(Double.NaN);
  }

  /** How many of a variant's fast paths. */
  public long count(String variant, Predicate<Measurement> which) {
    return cells(variant).stream().map(Cell::measurement).filter(which).count();
  }

  /** The mean of instructions in a call. */
  public double instructions(String variant) {
    return mean(variant, m -> m.counters().instructions());
  }

  /** The instructions that a call has more under a variant, mean; negative for fewer. */
  public double added(String without, String variant) {
    return instructions(variant) - instructions(without);
  }
}
