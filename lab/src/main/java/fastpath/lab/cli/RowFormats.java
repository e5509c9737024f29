package fastpath.lab.cli;

import fastpath.lab.gate.GateReport;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats rows as CSV (RFC 4180) and as a Markdown table of GitHub, with a column for each key
 * field and each counter.
 */
final class RowFormats {
  private static final String UNKNOWN = "-";

  private RowFormats() {}

  static List<String> csv(List<MeasureRow.Measured> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", columns()));
    rows.forEach(row -> lines.add(String.join(",", cells(row).map(RowFormats::quoted).toList())));
    return lines;
  }

  static List<String> markdown(List<MeasureRow.Measured> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", columns()) + " |");
    lines.add(
        "|"
            + " --- |".repeat(RowKey.FIELDS.size())
            + " ---: |".repeat(columns().size() - RowKey.FIELDS.size()));
    rows.forEach(row ->
        lines.add("| " + String.join(" | ", cells(row).map(GateReport::cell).toList()) + " |"));
    return lines;
  }

  private static List<String> columns() {
    return Stream.of(RowKey.FIELDS, KeptRow.COUNTERS, List.of("value"))
        .flatMap(List::stream)
        .toList();
  }

  private static Stream<String> cells(MeasureRow.Measured row) {
    KeptRow kept = row.kept();
    return Stream.of(
            RowKey.FIELDS.stream().map(kept.key()::value),
            KeptRow.COUNTERS.stream().map(name -> known(kept.counters().get(name))),
            Stream.of(row.value()))
        .flatMap(cells -> cells);
  }

  private static String known(Long count) {
    return count == null ? UNKNOWN : count.toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
