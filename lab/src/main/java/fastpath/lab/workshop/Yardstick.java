package fastpath.lab.workshop;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The instruction counts of one compiler's code relative to another compiler's, by fast path and
 * variant.
 *
 * @param ratios ratios of the cells that were measured with both compilers
 */
public record Yardstick(List<Ratio> ratios) {
  /** The ratio of the instruction counts in one cell. */
  public record Ratio(String fastPath, String variant, double ratio) {}

  /** Compares two compilers' cells of a grid. */
  public static Yardstick of(Grid grid, String compiler, String reference) {
    List<Ratio> ratios = new ArrayList<>();
    for (FastPath fastPath : grid.fastPaths()) {
      for (Preset preset : grid.presets()) {
        Optional<Measurement> measured = grid.at(fastPath, preset.shortName(), compiler);
        Optional<Measurement> base = grid.at(fastPath, preset.shortName(), reference);
        if (measured.isPresent() && base.isPresent()) {
          ratios.add(
              new Ratio(fastPath.name(), preset.shortName(), ratio(measured.get(), base.get())));
        }
      }
    }
    return new Yardstick(ratios);
  }

  private static double ratio(Measurement measured, Measurement base) {
    return (double) measured.counters().instructions() / base.counters().instructions();
  }

  /** Returns the geometric mean of the ratios; 1 if there are none. */
  public double geometricMean() {
    return Math.exp(ratios.stream().mapToDouble(r -> Math.log(r.ratio())).average().orElse(0));
  }

  /** Returns the ratios, the largest first. */
  public List<Ratio> largest() {
    return ratios.stream().sorted(Comparator.comparingDouble(Ratio::ratio).reversed()).toList();
  }
}
