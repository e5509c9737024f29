package fastpath.lab.cli;

import fastpath.kernelsrc.Role;
import fastpath.lab.gate.RowKey;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of {@code measure}. The tables have columns for config and compiler, for the case if
 * there is one, and for every other field of {@link RowKey} in which rows differ.
 *
 * @param columns the width of the terminal in characters
 */
record MeasureTable(List<MeasureRow.Measured> rows, int columns) {
  private static final Set<String> ALWAYS = Set.of("config", "compiler");

  /** Returns the fields of {@link RowKey} that have a column. */
  private List<String> places() {
    return RowKey.FIELDS.stream()
        .filter(field ->
            ALWAYS.contains(field) || varies(field) || field.equals(RowKey.CASE) && isGiven(field))
        .toList();
  }

  private boolean isGiven(String field) {
    return rows.stream().anyMatch(row -> !row.key().value(field).isEmpty());
  }

  private boolean varies(String field) {
    return rows.stream().map(row -> row.key().value(field)).distinct().count() > 1;
  }

  private static String text(MeasureRow.Measured row, String field) {
    String text = row.key().value(field);
    return text.isEmpty() ? "-" : text;
  }

  /** Returns the cells that identify a row in the table. */
  String place(MeasureRow.Measured row) {
    return String.join(" ", places().stream().map(field -> text(row, field)).toList());
  }

  /** Returns the lines of all tables, in the order of printing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(figureLines());
    lines.add("");
    lines.addAll(roles().lines());
    for (MeasureRow.Measured row : rows) {
      row.call().ifPresent(c -> lines.addAll(List.of("", c.text())));
      row.booted().text(row.measurement().outcome().profile()).ifPresent(lines::add);
      row.silicon().ifPresent(c -> lines.addAll(silicon(row, c)));
    }
    for (MeasureRow.Measured row : rows) {
      if (row.path() != null) {
        lines.addAll(List.of("", "The path of " + place(row) + ":"));
        lines.addAll(row.path().text(columns));
      }
    }
    return lines;
  }

  /** Returns the lines of the table of counts. */
  List<String> figureLines() {
    return figures().lines();
  }

  private TextTable figures() {
    TextTable table = table();
    table.row(head("in code", "pushes", "stack", "instr", "own", "ld+st", "bytes", "value"));
    for (MeasureRow.Measured row : rows) {
      Measurement m = row.measurement();
      table.row(
          cells(
              row,
              m.leafInCode().label(),
              TextTable.known(m.counters().pushes()),
              m.counters().stackBytes(),
              m.counters().instructions(),
              m.counters().ownInstructions(),
              m.memoryAccesses(),
              m.codeBytes(),
              row.value()));
    }
    return table;
  }

  private List<String> silicon(MeasureRow.Measured row, StateComparison comparison) {
    List<String> lines = new ArrayList<>(comparison.lines());
    lines.set(0, place(row) + ": " + lines.getFirst());
    return lines;
  }

  private TextTable roles() {
    TextTable table = table();
    table.row(head("what the instructions are for"));
    rows.forEach(row -> table.row(cells(row, roles(row.measurement().attribution().roles()))));
    return table;
  }

  private static String roles(Map<Role, Long> counts) {
    if (counts == null) {
      return "-";
    }
    List<String> roles = new ArrayList<>();
    counts.forEach((role, n) -> roles.add(n + " " + role.label()));
    return String.join(", ", roles);
  }

  /**
   * Returns an empty table in which the identifying columns and the next column are left-aligned.
   */
  private TextTable table() {
    TextTable table = new TextTable();
    for (int column = 1; column <= places().size(); column++) {
      table.left(column);
    }
    return table;
  }

  private List<Object> head(String... others) {
    List<Object> row = new ArrayList<>(places());
    row.addAll(List.of(others));
    return row;
  }

  private List<Object> cells(MeasureRow.Measured measured, Object... others) {
    List<Object> row =
        new ArrayList<>(places().stream().map(field -> text(measured, field)).toList());
    row.addAll(List.of(others));
    return row;
  }
}
