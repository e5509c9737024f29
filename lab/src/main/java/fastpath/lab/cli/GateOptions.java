package fastpath.lab.cli;

import fastpath.lab.gate.Baseline;
import fastpath.lab.gate.Case;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.GateReport;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.Limit;
import fastpath.lab.text.Paragraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The options {@code --save}, {@code --baseline} and {@code --limit}: limits on counters, and a
 * file of rows that later measurements are compared with.
 */
final class GateOptions {
  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Keep the rows in a text file, for --baseline.")
  String save;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Compare with the rows of a file that --save has made. Exit code 1 where a row has more"
              + " instructions, pushes or stackBytes than before, or passes a --limit if any is"
              + " given; the roles that grew are named.")
  String baseline;

  @Option(
      names = "--limit",
      paramLabel = "COUNTER=N",
      description =
          "The most that a counter of --json may be; COUNTER=+P%% is relative to --baseline. Exit"
              + " code 1 where a row is over it. Repeatable.")
  List<String> limits = new ArrayList<>();

  private Optional<Baseline> kept = Optional.empty();
  private List<Limit> parsed = List.of();

  /** True if rows are compared with a baseline or with limits of the command line. */
  boolean asked() {
    return baseline != null || !limits.isEmpty();
  }

  /**
   * True if a function that does not return fails the command: if the baseline has a row of the
   * function; without a baseline, if there are limits.
   */
  boolean needs(String function) {
    return kept.map(b -> b.rows().stream().anyMatch(row -> isOf(row, function)))
        .orElse(!limits.isEmpty());
  }

  private static boolean isOf(KeptRow row, String function) {
    return row.key().value("host").equals(function);
  }

  /**
   * Parses the limits and reads the baseline; called before the first measurement.
   *
   * @param compared whether another row is measured that percentages may refer to
   */
  void read(boolean compared) throws IOException {
    parsed = limits.stream().map(GateOptions::limit).toList();
    if (!compared) {
      check("--limit", parsed);
    }
    if (baseline != null) {
      String text = Inputs.text(baseline);
      try {
        kept = Optional.of(Baseline.read(baseline, text));
      } catch (IllegalArgumentException e) {
        throw Failure.usage("--baseline %s", e.getMessage());
      }
      parsed = parsed.isEmpty() ? Limit.NO_RISE : parsed;
    }
  }

  /**
   * Refuses limits that need a baseline if there is none.
   *
   * @param where what has the limits, for the message
   */
  void check(String where, List<Limit> some) {
    Optional<Limit> relative = some.stream().filter(Limit::relative).findFirst();
    if (baseline == null && relative.isPresent()) {
      throw Failure.usage(
          "%s %s=%s: a percentage of what --baseline has, and none is given",
          where, relative.get().counter(), relative.get().text());
    }
  }

  private static Limit limit(String text) {
    try {
      return Limit.parse(text);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--limit %s", e.getMessage());
    }
  }

  /**
   * Returns the results of comparing rows with the limits of the command line, of their cases, and
   * with the baseline; empty if there are no limits.
   */
  Optional<Gate> hold(List<MeasureRow.Measured> rows) {
    return hold(rows, kept);
  }

  /**
   * Returns the results of comparing rows with the limits, and with other rows of the same keys.
   */
  Optional<Gate> hold(List<MeasureRow.Measured> rows, List<KeptRow> before) {
    return hold(rows, Optional.of(new Baseline(before)));
  }

  private Optional<Gate> hold(List<MeasureRow.Measured> rows, Optional<Baseline> before) {
    List<Gate.Held> held =
        rows.stream()
            .map(row -> new Gate.Held(row.kept(), limits(row, before.isPresent())))
            .toList();
    boolean limited = asked() || held.stream().anyMatch(row -> !row.limits().isEmpty());
    return limited ? Optional.of(Gate.of(held, before)) : Optional.empty();
  }

  /** Returns the results of comparing rows of another kind with the limits and the baseline. */
  Optional<Gate> holdKept(List<KeptRow> rows) {
    return asked()
        ? Optional.of(Gate.of(rows.stream().map(row -> new Gate.Held(row, parsed)).toList(), kept))
        : Optional.empty();
  }

  /** Prints the results below the rows, after an empty line. */
  static void print(CliCommand command, Gate held) {
    command.print("");
    GateReport.text(held)
        .forEach(line -> command.print(Paragraph.wrap(line, command.terminal.columns(), "", "  ")));
  }

  /** Returns the limits of a row; with nothing to compare it with, those that are no percentage. */
  private List<Limit> limits(MeasureRow.Measured row, boolean compared) {
    return Stream.of(row.of().map(Case::limits).orElse(List.of()), parsed)
        .flatMap(List::stream)
        .filter(limit -> compared || !limit.relative())
        .distinct()
        .toList();
  }

  /**
   * Writes the rows to the file of {@code --save}, if that option is given. If a row is missing,
   * writes nothing and prints why.
   */
  void save(CliCommand command, List<KeptRow> rows, boolean complete, List<String> sources) {
    if (save == null) {
      return;
    }
    if (rows.isEmpty() || !complete) {
      command.note(
          "--save " + save + ": not written, since a row failed and would be missed later");
      return;
    }
    byte[] text = new Baseline(rows).text().getBytes(StandardCharsets.UTF_8);
    OutputFile.write("--save", Path.of(save), text, sources);
  }
}
