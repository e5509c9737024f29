package fastpath.lab.table;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A column of a {@link VariantTable}.
 *
 * @param value computes a cell's text from a variant's measured fast paths, of which at least one
 *     exists
 */
public record Column(String head, Value value) {
  /** A function that computes a cell's text from the measured fast paths of a variant. */
  @FunctionalInterface
  public interface Value {
    String of(List<Cell> fastPaths);
  }

  public static final Column INSTRUCTIONS = mean("instructions", m -> m.counters().instructions());
  public static final Column ACCESSES = mean("loads+stores", Measurement::memoryAccesses);
  public static final Column FRAMED = count("framed", Measurement::framed);

  /**
   * Columns of the instructions and memory accesses of a call, and of the instructions that find
   * thread_info, count and test.
   */
  public static final List<Column> COST_OF_COUNTING =
      List.of(
          INSTRUCTIONS,
          of("thread_info", Role.THREAD_INFO),
          of("count", Role.PREEMPT_COUNT),
          of("test", Role.RESCHED_TEST),
          ACCESSES,
          FRAMED);

  public static final Column LEAF_IN_CODE =
      count("leaf for compiler", m -> m.leafInCode().isLeafForCompiler());

  /** Returns a column that shows the mean of a value over the fast paths. */
  public static Column mean(String head, ToLongFunction<Measurement> value) {
    return new Column(
        head,
        fastPaths ->
            number(
                fastPaths.stream()
                    .map(Cell::measurement)
                    .mapToLong(value)
                    .average()
                    .orElseThrow()));
  }

  /** Returns a column that shows the mean number of instructions of a role. */
  public static Column of(String head, Role role) {
    return mean(head, m -> m.count(role));
  }

  /** Returns a column that shows the number of fast paths that satisfy a predicate. */
  static Column count(String head, Predicate<Measurement> which) {
    return new Column(
        head,
        fastPaths ->
            Long.toString(fastPaths.stream().map(Cell::measurement).filter(which).count()));
  }

  /** Formats a number with one decimal, and zero without a minus sign. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value + 0.0);
  }
}
