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

/** A view of a grid: the cells that one compiler's code fills. */
public record CompilerView(Grid grid, String compiler) {

  /**
   * Returns a case for every fast path; the answer is missing if the fast path was not measured
   * under both variants.
   */
  public List<Criterion.Case> ask(String from, String to, Function<VariantPair, Answer> answer) {
    List<VariantPair> changes = changes(from, to);
    return grid.fastPaths().stream()
        .map(fastPath ->
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

  /** Returns the presets of the grid that have one of these short names. */
  public List<Preset> named(String... names) {
    return grid.presets().stream()
        .filter(preset -> List.of(names).contains(preset.shortName()))
        .toList();
  }

  /**
   * Returns the cases of ask() with the second variant in each case's name, for criteria about
   * several pairs of variants.
   */
  public List<Criterion.Case> askNamed(
      String from, String to, Function<VariantPair, Answer> answer) {
    return ask(from, to, answer).stream()
        .map(c -> new Criterion.Case(c.name() + " under " + to, c.answer(), c.compared()))
        .toList();
  }

  /**
   * Returns a case for every fast path, whose answer is that of a predicate on the fast path's two
   * variants.
   */
  public List<Criterion.Case> test(String from, String to, Predicate<VariantPair> shows) {
    return ask(from, to, change -> Answer.of(shows.test(change)));
  }

  /**
   * Returns a sum over all fast paths under the first variant, as a multiple of another sum under
   * the second variant.
   *
   * @return the ratio; empty unless every fast path was measured and the divisor is above 0
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

  /** Returns the fast paths that were measured under both variants. */
  public List<VariantPair> changes(String from, String to) {
    return VariantPair.of(grid, from, to, compiler);
  }

  /**
   * Returns the fast paths that a variant turns from a leaf without a frame into a function that
   * calls and sets up a frame.
   */
  public List<FastPath> turned(String from, String to) {
    return changes(from, to).stream()
        .filter(change -> change.effect() == Effect.TURNED)
        .map(VariantPair::fastPath)
        .toList();
  }

  /** Returns the cells of a variant that were measured. */
  public List<Cell> cells(String variant) {
    return grid.fastPaths().stream()
        .map(fastPath -> grid.cell(fastPath, variant, compiler))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the cell of a fast path under a variant; empty if it was not measured. */
  public Optional<Cell> cell(String fastPath, String variant) {
    return cells(variant).stream()
        .filter(cell -> cell.fastPath().name().equals(fastPath))
        .findFirst();
  }

  public List<String> variants() {
    return grid.presets().stream().map(Preset::shortName).toList();
  }

  /** Returns the mean of a value over the measured fast paths of a variant. */
  public double mean(String variant, ToLongFunction<Measurement> value) {
    return cells(variant).stream()
        .map(Cell::measurement)
        .mapToLong(value)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the number of measured fast paths of a variant that satisfy a predicate. */
  public long count(String variant, Predicate<Measurement> which) {
    return cells(variant).stream().map(Cell::measurement).filter(which).count();
  }

  /** Returns the mean number of instructions of a call under a variant. */
  public double instructions(String variant) {
    return mean(variant, m -> m.counters().instructions());
  }

  /**
   * Returns the mean number of instructions that a variant adds to a call; negative if the variant
   * removes instructions.
   */
  public double added(String without, String variant) {
    return instructions(variant) - instructions(without);
  }
}
