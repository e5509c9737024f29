package fastpath.lab.cli;

import fastpath.lab.gate.Gate;
import fastpath.lab.gate.GateReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The output options of {@code compare} and {@code blame}, whose text is no table of rows. */
final class LimitOutput {
  private static final List<RowFormat> FORMATS =
      List.of(RowFormat.TABLE, RowFormat.JSON, RowFormat.GITHUB, RowFormat.JUNIT);

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "table (the default), or json, which --json is short for. Of limits alone: github, for"
              + " its workflow commands, and junit, for a report in JUnit's XML.")
  String format;

  /**
   * Refuses a format that does not exist, and one of limits where there are none.
   *
   * @param limited whether an option asks for limits
   */
  void check(boolean limited) {
    format().checkLimits(limited);
  }

  private RowFormat format() {
    return RowFormat.of(format, json, FORMATS);
  }

  /** True if the results themselves are printed as JSON. */
  boolean isJson() {
    return format() == RowFormat.JSON;
  }

  /** True if the results themselves are printed as text. */
  boolean isText() {
    return format() == RowFormat.TABLE;
  }

  /**
   * Prints the results of limits: below text, beside JSON on stderr, or alone.
   *
   * @param held the results; empty if no row has a limit, so that a format of limits has the
   *     problems alone
   * @param problems the rows that failed
   */
  void print(CliCommand command, Optional<Gate> held, Stream<Problem> problems) {
    if (held.isEmpty() && !format().isOfLimits()) {
      return;
    }
    Gate results = held.orElseGet(Gate::none);
    List<String> failed = problems.map(Problem::message).toList();
    switch (format()) {
      case TABLE, CSV, MARKDOWN -> GateOptions.print(command, results);
      case JSON -> GateReport.text(results).forEach(command::note);
      case GITHUB -> command.print(GateReport.github(results, failed));
      case JUNIT -> command.print(GateReport.junit(results, failed));
    }
  }
}
