package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.kernelsrc.Role;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The tables of {@code measure}. The tables have columns for config and compiler, and for every
 * other option in which rows differ.
 *
 * @param columns the width of the terminal in characters
 */
record MeasureTable(List<MeasureRow.Measured> rows, int columns) {
  /** A column for an option in which rows may differ. */
  private record Place(String head, Function<MeasureRow.Measured, String> of) {
    String text(MeasureRow.Measured row) {
      String text = of.apply(row);
      return text == null || text.isEmpty() ? "-" : text;
    }
  }

  private static final Place CONFIG = new Place("config", row -> row.measurement().config());
  private static final Place COMPILER = new Place("compiler", row -> row.measurement().compiler());

  /** The column of the overlay, which is left out if no row has an overlay. */
  private static final Place OVERLAY = new Place("overlay", row -> row.measurement().overlay());

  private static final List<Place> OTHERS =
      List.of(
          new Place("cflags", row -> row.variant().cflags()),
          new Place("frame", row -> row.variant().frame().map(FrameStrategy::option).orElse(null)),
          new Place("args", MeasureRow.Measured::args));

  private List<Place> places() {
    List<Place> places = new ArrayList<>(List.of(CONFIG));
    if (rows.stream().anyMatch(row -> row.measurement().overlay() != null)) {
      places.add(OVERLAY);
    }
    places.add(COMPILER);
    OTHERS.stream().filter(this::varies).forEach(places::add);
    return places;
  }

  private boolean varies(Place place) {
    return rows.stream().map(place::text).filter(Objects::nonNull).distinct().count() > 1;
  }

  /** Returns the cells that identify a row in the table. */
  String place(MeasureRow.Measured row) {
    return String.join(" ", places().stream().map(place -> place.text(row)).toList());
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
    List<Object> row = new ArrayList<>(places().stream().map(Place::head).toList());
    row.addAll(List.of(others));
    return row;
  }

  private List<Object> cells(MeasureRow.Measured measured, Object... others) {
    List<Object> row = new ArrayList<>(places().stream().map(p -> p.text(measured)).toList());
    row.addAll(List.of(others));
    return row;
  }
}
