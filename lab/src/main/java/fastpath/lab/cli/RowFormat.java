package fastpath.lab.cli;

import fastpath.lab.gate.Gate;
import fastpath.lab.gate.GateReport;
import fastpath.lab.text.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The output formats of {@code measure}, {@code compare} and {@code blame}. */
enum RowFormat {
  TABLE("table", false, true),
  CSV("csv", false, false),
  MARKDOWN("markdown", false, false),
  JSON("json", false, true),
  /** Workflow commands, which GitHub shows beside the lines of a change. */
  GITHUB("github", true, false),
  JUNIT("junit", true, false);

  private final String label;
  private final boolean ofLimits;
  private final boolean listing;

  RowFormat(String label, boolean ofLimits, boolean listing) {
    this.label = label;
    this.ofLimits = ofLimits;
    this.listing = listing;
  }

  String label() {
    return label;
  }

  /** Returns the names of all formats. */
  static List<String> labels() {
    return Stream.of(values()).map(RowFormat::label).toList();
  }

  /** True if the format has a place for the code of each row. */
  boolean hasListing() {
    return listing;
  }

  /**
   * Returns the format that {@code --format} and {@code --json} ask for.
   *
   * @param name the value of {@code --format}; null without the option
   * @param json whether {@code --json} is given
   * @throws Failure if there is no such format, or if the options ask for two
   */
  static RowFormat of(String name, boolean json) {
    if (name == null) {
      return json ? JSON : TABLE;
    }
    RowFormat format =
        Stream.of(values())
            .filter(known -> known.label.equals(name))
            .findFirst()
            .orElseThrow(() -> Failure.usage("--format %s: %s", name, String.join(", ", labels())));
    if (json && format != JSON) {
      throw Failure.usage("--json is --format json, so --format %s cannot be given too", name);
    }
    return format;
  }

  /**
   * Refuses a format of limits alone where there are none.
   *
   * @param options the command's options that give limits, for the message
   */
  void checkLimits(boolean limited, String options) {
    if (ofLimits && !limited) {
      throw Failure.usage("--format %s is of limits: give %s", label, options);
    }
  }

  /**
   * Prints the results of a command; nothing in a format of limits alone.
   *
   * @param document the JSON document
   * @param sheet the results as rows
   * @param text prints the results as text
   */
  void print(CliCommand command, Supplier<Object> document, Supplier<Sheet> sheet, Runnable text) {
    switch (this) {
      case TABLE -> text.run();
      case CSV -> command.print(sheet.get().csv());
      case MARKDOWN -> command.print(sheet.get().markdown());
      case JSON -> command.terminal.out().print(Json.write(document.get()));
      case GITHUB, JUNIT -> {}
    }
  }

  /**
   * Prints the results of limits: below text, beside JSON and CSV on stderr, or alone.
   *
   * @param held the results; empty if no row has a limit, so that a format of limits has the
   *     problems alone
   * @param problems a line for each row that failed
   */
  void printLimits(CliCommand command, Optional<Gate> held, List<String> problems) {
    if (held.isEmpty() && !ofLimits) {
      return;
    }
    Gate results = held.orElseGet(Gate::none);
    switch (this) {
      case TABLE -> GateOptions.print(command, results);
      case MARKDOWN -> {
        command.print("");
        command.print(GateReport.markdown(results));
      }
      case CSV, JSON -> GateReport.text(results).forEach(command::note);
      case GITHUB -> command.print(GateReport.github(results, problems));
      case JUNIT -> command.print(GateReport.junit(results, problems));
    }
  }
}
