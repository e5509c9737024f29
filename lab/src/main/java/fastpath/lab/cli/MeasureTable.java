package fastpath.lab.cli;

import fastpath.kernelsrc.Role;
import fastpath.lab.gate.RowKey;
import fastpath.lab.silicon.CallTime;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code measure}. The tables have columns for config and compiler, and for every
 * other field of {@link RowKey} in which rows differ.
 *
 * @param columns the width of the terminal in characters
 */
record MeasureTable(List<MeasureRow.Measured> rows, int columns) {
  /** The head of the column with which the second half of the counts begins. */
  private static final String OWN = "own";

  /** The heads of the columns of {@link #times(CallTime)}. */
  static final List<String> TIMES = List.of("ns a call", "low", "high", "calls timed");

  private static final Set<String> ALWAYS = Set.of("config", "compiler");

  /** Returns the fields of {@link RowKey} that have a column. */
  private List<String> places() {
    return RowKey.FIELDS.stream().filter(field -> ALWAYS.contains(field) || varies(field)).toList();
  }

  /** True if rows differ in a field; in the frame strategy, which gcc has none of, if ours do. */
  private boolean varies(String field) {
    return rows.stream()
            .map(row -> row.key().value(field))
            .filter(value -> !field.equals("frame") || !value.isEmpty())
            .distinct()
            .count()
        > 1;
  }

  /**
   * Returns the cell of a field. A function that is in an object has the object's name in place of
   * the config, which is not what the object was compiled under.
   */
  private static String text(MeasureRow.Measured row, String field) {
    String text = row.key().value(field);
    if (field.equals("config") && row.object() != null) {
      String object = row.object().substring(row.object().lastIndexOf('/') + 1);
      return object + (text.isEmpty() ? "" : " with " + text);
    }
    return text.isEmpty() ? "-" : text;
  }

  /** Returns the cells that identify a row in the table. */
  String place(MeasureRow.Measured row) {
    return String.join(" ", places().stream().map(field -> text(row, field)).toList());
  }

  /** Returns the function's name, and the other cells that identify a row in the table. */
  String title(MeasureRow.Measured row) {
    return Stream.concat(
            Stream.of(row.measurement().fastPath() + ","),
            places().stream().filter(field -> !field.equals("host")).map(f -> text(row, f)))
        .collect(Collectors.joining(" "));
  }

  /** Returns the lines of all tables, in the order of printing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(figureLines());
    lines.add("");
    lines.addAll(wrapped(roles()));
    if (rows.stream().anyMatch(row -> !row.callees().isEmpty())) {
      lines.add("");
      lines.addAll(wrapped(callees()));
    }
    lines.addAll(timeLines());
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

  /** Returns the lines of the table of counts; of two tables if one is wider than the terminal. */
  List<String> figureLines() {
    List<String> heads = heads();
    List<String> whole = figures(0, heads.size()).lines();
    if (whole.stream().allMatch(line -> line.length() <= columns)) {
      return whole;
    }
    int half = heads.indexOf(OWN);
    List<String> lines = new ArrayList<>(figures(0, half).lines());
    lines.add("");
    lines.addAll(figures(half, heads.size()).lines());
    return lines;
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>(List.of("in code", "pushes", "stack", "instr"));
    if (isOneFunction()) {
      heads.add("delta");
    }
    heads.addAll(List.of(OWN, "ld+st", "bytes", "value"));
    return heads;
  }

  private TextTable figures(int from, int to) {
    TextTable table = from == 0 ? table() : numbers();
    table.row(head(heads().subList(from, to)));
    rows.forEach(row -> table.row(cells(row, figures(row).subList(from, to))));
    return table;
  }

  /** True if there are several rows of the same function, so that counts can be compared. */
  private boolean isOneFunction() {
    return rows.size() > 1 && !varies("host");
  }

  private List<Object> figures(MeasureRow.Measured row) {
    Measurement m = row.measurement();
    long instructions = m.counters().instructions();
    List<Object> figures =
        new ArrayList<>(
            List.of(
                m.leafInCode().label(),
                TextTable.known(m.counters().pushes()),
                m.counters().stackBytes(),
                instructions));
    if (isOneFunction()) {
      long delta = instructions - rows.getFirst().measurement().counters().instructions();
      figures.add(row == rows.getFirst() ? "" : delta > 0 ? "+" + delta : delta);
    }
    figures.addAll(
        List.of(m.counters().ownInstructions(), m.memoryAccesses(), m.codeBytes(), row.value()));
    return figures;
  }

  /** Returns a blank line and the table of times; nothing without {@code --time}. */
  List<String> timeLines() {
    List<String> lines = new ArrayList<>();
    if (rows.stream().anyMatch(row -> row.time().isPresent())) {
      lines.add("");
      lines.addAll(times().lines());
    }
    return lines;
  }

  private TextTable times() {
    TextTable table = numbers();
    table.row(head(TIMES));
    for (MeasureRow.Measured row : rows) {
      row.time().ifPresent(time -> table.row(cells(row, times(time))));
    }
    return table;
  }

  /** Returns the cells of a time: median, low, high and the number of calls. */
  static List<Object> times(CallTime time) {
    return switch (time) {
      case CallTime.Timed t -> List.of(t.median(), t.low(), t.high(), t.calls());
      case CallTime.Untimed u -> List.of("-", "-", "-", u.notRun());
    };
  }

  private List<String> silicon(MeasureRow.Measured row, StateComparison comparison) {
    List<String> lines = new ArrayList<>(comparison.lines());
    lines.set(0, place(row) + ": " + lines.getFirst());
    return lines;
  }

  private TextTable roles() {
    TextTable table = table();
    table.row(head(List.of("what the instructions are for")));
    rows.forEach(
        row -> table.row(cells(row, List.of(roles(row.measurement().attribution().roles())))));
    return table;
  }

  /** Returns the lines of a table whose last column is a list, broken where it is too wide. */
  private List<String> wrapped(TextTable table) {
    List<String> lines = table.lines();
    int indent = lines.getFirst().indexOf(" what ") + 1;
    return lines.stream()
        .flatMap(line ->
            line.length() <= columns || indent > columns / 2
                ? Stream.of(line)
                : Paragraph.wrap(
                    line.substring(indent), columns, line.substring(0, indent), " ".repeat(indent))
                    .stream())
        .toList();
  }

  private TextTable callees() {
    TextTable table = table();
    table.row(head(List.of("what it calls")));
    rows.forEach(row -> table.row(cells(row, List.of(callees(row)))));
    return table;
  }

  /** Returns each callee, with how often the path calls it, or that it is cold. */
  private static String callees(MeasureRow.Measured row) {
    Map<String, Long> calls = new LinkedHashMap<>();
    for (Callee c : row.callees()) {
      calls.merge(c.name() + (c.tail() ? " (tail)" : ""), c.calls(), Long::sum);
    }
    List<String> texts = new ArrayList<>();
    calls.forEach((name, n) -> texts.add(name + (n == 0 ? " cold" : n == 1 ? "" : " x " + n)));
    return texts.isEmpty() ? "nothing" : String.join(", ", texts);
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
    return numbers().left(places().size());
  }

  /** Returns an empty table in which the identifying columns alone are left-aligned. */
  private TextTable numbers() {
    TextTable table = new TextTable();
    for (int column = 1; column < places().size(); column++) {
      table.left(column);
    }
    return table;
  }

  private List<Object> head(List<String> others) {
    List<Object> row = new ArrayList<>(places());
    row.addAll(others);
    return row;
  }

  private List<Object> cells(MeasureRow.Measured measured, List<?> others) {
    List<Object> row =
        new ArrayList<>(places().stream().map(field -> text(measured, field)).toList());
    row.addAll(others);
    return row;
  }
}
