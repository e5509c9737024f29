package fastpath.lab.table;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A column of {@link VariantTable}.
 *
 * @param value text of the cell for a variant's measured fast paths, of which there is at least one
 */
public record Column(String head, Value value) {
  /** Name of the column. */
  @FunctionalInterface
  public interface Value {
    String of(List<Cell> fastPaths);
  }

  public static final Column INSTRUCTIONS = mean("instructions", m -> m.counters().instructions());
  public static final Column ACCESSES = mean("loads+stores", Measurement::memoryAccesses);
  public static final Column FRAMED = count("framed", Measurement::framed);

  /** Columns of what a call executes, and which part of it counts and tests. */
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

  /** A column of the mean over the fast paths. */
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

  /** A column of the mean number of instructions of a role. */
  public static Column of(String head, Role role) {
    return mean(head, m -> m.count(role));
  }

  /** A column of the number of fast paths for which something holds. */
  static Column count(String head, Predicate<Measurement> which) {
    return new Column(
        head,
        fastPaths ->
            Long.toString(fastPaths.stream().map(Cell::measurement).filter(which).count()));
  }

  /** A number with one decimal, and never a negative zero. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value + 0.0);
  }
}
