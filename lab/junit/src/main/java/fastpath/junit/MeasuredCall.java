package fastpath.junit;

import fastpath.lab.gate.KeptRow;
import java.util.List;

/**
 * The rows that a test measured: one for each config, compiler and set of arguments.
 *
 * @param rows the rows, in the order of {@code fastpath measure}; never empty
 * @since 0.1.0
 */
public record MeasuredCall(List<KeptRow> rows) {
  /** Copies the rows. */
  public MeasuredCall {
    rows = List.copyOf(rows);
  }

  /**
   * Returns a counter of the only row.
   *
   * @param counter name of a counter in {@code measure --json}, such as {@code instructions}
   * @throws IllegalStateException if there are several rows
   * @throws IllegalArgumentException if there is no such counter, or its value is not known
   */
  public long count(String counter) {
    if (rows.size() != 1) {
      throw new IllegalStateException(
          rows.size() + " rows; name the config: count(config, counter)");
    }
    return count(rows.getFirst(), counter);
  }

  /**
   * Returns a counter of the only row of a config.
   *
   * @param config the preset's short name, such as V5
   * @param counter name of a counter in {@code measure --json}
   * @throws IllegalStateException if several rows have the config
   * @throws IllegalArgumentException if there is no such row or counter, or its value is not known
   */
  public long count(String config, String counter) {
    List<KeptRow> named =
        rows.stream().filter(row -> row.key().value("config").equals(config)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException("no row of config " + config);
    }
    if (named.size() > 1) {
      throw new IllegalStateException(
          "%d rows of config %s; take one of rows()".formatted(named.size(), config));
    }
    return count(named.getFirst(), counter);
  }

  private static long count(KeptRow row, String counter) {
    Long count = row.counters().get(counter);
    if (count == null) {
      throw new IllegalArgumentException(
          KeptRow.COUNTERS.contains(counter)
              ? row.key().text() + ": " + counter + " is not known"
              : "no counter " + counter + "; they are " + String.join(", ", KeptRow.COUNTERS));
    }
    return count;
  }
}
