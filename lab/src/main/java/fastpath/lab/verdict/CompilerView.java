package fastpath.lab.verdict;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What one compiler made of a grid. */
public record CompilerView(Grid grid, String compiler) {

  /** The hosts that were measured under both variants. */
  public List<VariantPair> changes(String from, String to) {
    return VariantPair.of(grid, from, to, compiler);
  }

  /**
   * The hosts that a variant turns from a leaf without a frame into one that calls and runs one.
   */
  public List<FastPath> turned(String from, String to) {
    return changes(from, to).stream()
        .filter(change -> change.effect() == Effect.TURNED)
        .map(VariantPair::host)
        .toList();
  }

  /** The cells of a variant that were measured. */
  public List<Cell> cells(String variant) {
    return grid.hosts().stream()
        .map(host -> grid.cell(host, variant, compiler))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The cell of a host by its name. */
  public Optional<Cell> cell(String host, String variant) {
    return cells(variant).stream().filter(cell -> cell.host().name().equals(host)).findFirst();
  }

  public List<String> variants() {
    return grid.presets().stream().map(Preset::shortName).toList();
  }

  /** The mean over a variant's hosts. */
  public double mean(String variant, ToLongFunction<Measurement> value) {
    return cells(variant).stream()
        .map(Cell::measurement)
        .mapToLong(value)
        .average()
        .orElse(Double.NaN);
  }

  /** How many of a variant's hosts. */
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
