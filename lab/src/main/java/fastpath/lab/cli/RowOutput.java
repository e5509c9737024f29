package fastpath.lab.cli;

import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The output options of {@code measure}: the format, and the order of the rows. */
final class RowOutput {
  @Option(names = "--json", description = "One JSON document: a list of rows.")
  boolean json;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "table (the default), csv, markdown, or json, which --json is short for. Of limits alone:"
              + " github, for its workflow commands, and junit, for a report in JUnit's XML.")
  String format;

  @Option(
      names = "--sort",
      paramLabel = "COUNTER",
      description = "Rows with the lowest count first; those of which it is not known come last.")
  String sort;

  /** Checks the options' values, and refuses options that exclude each other. */
  void check(boolean listing, boolean limited) {
    if (listing && !format().hasListing()) {
      throw Failure.usage("--listing is for a table and JSON, not --format %s", format().label());
    }
    format().checkLimits(limited, "--limit, --baseline or --cases");
    if (sort != null && !KeptRow.COUNTERS.contains(sort)) {
      throw Failure.usage(
          "--sort %s: no counter; they are %s", sort, String.join(", ", KeptRow.COUNTERS));
    }
  }

  private RowFormat format() {
    return RowFormat.of(format, json);
  }

  /**
   * Prints rows and the results of limits in the selected format.
   *
   * @param held the results of limits; empty if no limit is given
   */
  void print(CliCommand command, List<MeasureRow> rows, Optional<Gate> held) {
    List<MeasureRow.Measured> done = done(rows);
    format()
        .print(command, () -> documents(rows), () -> sheet(done), () -> printTable(command, done));
    format().printLimits(command, held, problems(rows));
  }

  private static void printTable(CliCommand command, List<MeasureRow.Measured> done) {
    int columns = command.terminal.columns();
    Map<String, List<MeasureRow.Measured>> cases = new LinkedHashMap<>();
    done.forEach(row ->
        cases.computeIfAbsent(row.key().value(RowKey.CASE), name -> new ArrayList<>()).add(row));
    List<String> lines = new ArrayList<>();
    cases.forEach((name, rows) -> {
      if (!name.isEmpty()) {
        lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
        lines.addAll(List.of(name + ": " + functions(rows), ""));
      }
      lines.addAll(new MeasureTable(rows, columns).lines());
    });
    command.print(lines);
  }

  private static String functions(List<MeasureRow.Measured> rows) {
    return rows.stream()
        .map(row -> row.key().value("host"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Sheet sheet(List<MeasureRow.Measured> rows) {
    List<String> columns =
        Stream.of(RowKey.FIELDS, KeptRow.COUNTERS, List.of("value")).flatMap(List::stream).toList();
    return new Sheet(columns, KeptRow.COUNTERS, rows.stream().map(RowOutput::cells).toList());
  }

  private static List<String> cells(MeasureRow.Measured row) {
    KeptRow kept = row.kept();
    List<String> cells = new ArrayList<>();
    RowKey.FIELDS.forEach(field -> cells.add(kept.key().value(field)));
    KeptRow.COUNTERS.forEach(name -> cells.add(Sheet.known(kept.counters().get(name))));
    cells.add(row.value());
    return cells;
  }

  /** Returns a line for each row that could not be measured. */
  static List<String> problems(List<MeasureRow> rows) {
    return rows.stream()
        .filter(MeasureRow.Failed.class::isInstance)
        .map(row -> ((MeasureRow.Failed) row).problem().message())
        .toList();
  }

  /**
   * Returns the JSON documents of rows in the order of measuring; under {@code --sort} in that
   * order, followed by the failed rows.
   */
  private List<Map<String, Object>> documents(List<MeasureRow> rows) {
    List<MeasureRow> ordered = new ArrayList<>(sort == null ? rows : done(rows));
    if (sort != null) {
      rows.stream().filter(MeasureRow.Failed.class::isInstance).forEach(ordered::add);
    }
    return PairedRows.of(ordered);
  }

  /** Returns the rows that could be measured, in the order of {@code --sort}. */
  List<MeasureRow.Measured> done(List<MeasureRow> rows) {
    Stream<MeasureRow.Measured> done =
        rows.stream()
            .filter(MeasureRow.Measured.class::isInstance)
            .map(MeasureRow.Measured.class::cast);
    return sort == null ? done.toList() : done.sorted(order()).toList();
  }

  private Comparator<MeasureRow.Measured> order() {
    return Comparator.comparing(
        row -> row.kept().counters().get(sort), Comparator.nullsLast(Comparator.naturalOrder()));
  }
}
