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

/** The part of a grid that one compiler made. */
public record CompilerView(Grid grid, String compiler) {

  /** An answer for every fast path; missing if it was not measured under both variants. */
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

  /** As ask(), with the second variant in the cases' names, for criteria about several pairs. */
  public List<Criterion.Case> askNamed(
      String from, String to, Function<VariantPair, Answer> answer) {
    return ask(from, to, answer).stream()
        .map(c -> new Criterion.Case(c.name() + " under " + to, c.answer(), c.compared()))
        .toList();
  }

  /** Cases for every fast path of a variant. */
  public List<Criterion.Case> test(String from, String to, Predicate<VariantPair> shows) {
    return ask(from, to, change -> Answer.of(shows.test(change)));
  }

  /**
   * A sum over all fast paths, as a multiple of another sum.
   *
   * @return empty unless every fast path was measured and the divisor is above 0
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
   * The fast paths that a variant turns from a leaf without a frame into a function that calls and
   * sets up a frame.
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

  /** The cell of a fast path. */
  public Optional<Cell> cell(String fastPath, String variant) {
    return cells(variant).stream()
        .filter(cell -> cell.fastPath().name().equals(fastPath))
        .findFirst();
  }

  public List<String> variants() {
    return grid.presets().stream().map(Preset::shortName).toList();
  }

  /** The mean over the fast paths of a variant. */
  public double mean(String variant, ToLongFunction<Measurement> value) {
    return cells(variant).stream()
        .map(Cell::measurement)
        .mapToLong(value)
        .average()
        .orElse(Double.NaN);
  }

  /** The number of fast paths of a variant for which something holds. */
  public long count(String variant, Predicate<Measurement> which) {
    return cells(variant).stream().map(Cell::measurement).filter(which).count();
  }

  /** The mean number of instructions of a call. */
  public double instructions(String variant) {
    return mean(variant, m -> m.counters().instructions());
  }

  /** Additional instructions of a call under a variant, mean; negative if there are fewer. */
  public double added(String without, String variant) {
    return instructions(variant) - instructions(without);
  }
}
