package fastpath.lab.cli;

import fastpath.lab.compare.PathPairs;
import fastpath.lab.workshop.CodeListing;
import fastpath.lab.workshop.PathListing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with listings as JSON documents. A row tells which of its instructions correspond to those
 * of earlier rows, so that a page can show two paths side by side.
 */
final class PairedRows {
  /** A row is paired with at most so many rows before it. */
  private static final int MOST = 48;

  /** Tells whether two rows are compared. */
  @FunctionalInterface
  interface Choice {
    boolean compares(Map<String, Object> earlier, Map<String, Object> row);
  }

  private final Choice choice;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<PathListing> paths = new ArrayList<>();

  PairedRows(Choice choice) {
    this.choice = choice;
  }

  /** Returns the documents of rows of measure; only rows of the same function are paired. */
  static List<Map<String, Object>> of(List<? extends MeasureRow> rows) {
    PairedRows paired =
        new PairedRows((earlier, row) -> earlier.get("host").equals(row.get("host")));
    rows.forEach(row ->
        paired.add(row.json(), row instanceof MeasureRow.Measured done ? done.code() : null));
    return paired.rows();
  }

  /**
   * Adds a row and its pairs.
   *
   * @param code null if the row has no listing
   */
  void add(Map<String, Object> row, CodeListing code) {
    PathListing path = code == null ? null : code.path();
    if (path != null) {
      Map<String, Object> pairs = new LinkedHashMap<>();
      for (int i = Math.max(0, rows.size() - MOST); i < rows.size(); i++) {
        if (paths.get(i) != null && choice.compares(rows.get(i), row)) {
          pairs.put(Integer.toString(i), PathPairs.of(paths.get(i), path));
        }
      }
      row.put("pairs", pairs);
    }
    rows.add(row);
    paths.add(path);
  }

  List<Map<String, Object>> rows() {
    return List.copyOf(rows);
  }
}
