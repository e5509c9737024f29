package fastpath.lab.cli;

import fastpath.lab.gate.GateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table with a line for each row and a name for each column, as CSV (RFC 4180) and as a Markdown
 * table of GitHub.
 *
 * @param columns the columns' names
 * @param numbers the names of the columns of numbers, which Markdown aligns to the right
 * @param rows the cells of each row, in the order of the columns
 */
record Sheet(List<String> columns, List<String> numbers, List<List<String>> rows) {
  private static final String UNKNOWN = "-";

  /** Returns the text of a figure; {@code -} if the figure is null, which means not known. */
  static String known(Object figure) {
    return figure == null ? UNKNOWN : figure.toString();
  }

  /** Returns the lines of the CSV form. */
  List<String> csv() {
    return Stream.concat(Stream.of(columns), rows.stream())
        .map(cells -> String.join(",", cells.stream().map(Sheet::quoted).toList()))
        .toList();
  }

  /** Returns the lines of the Markdown form. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns));
    lines.add(line(columns.stream().map(c -> numbers.contains(c) ? "---:" : "---").toList()));
    rows.forEach(row -> lines.add(line(row.stream().map(GateReport::cell).toList())));
    return lines;
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
