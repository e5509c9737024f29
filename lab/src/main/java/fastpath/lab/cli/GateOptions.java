package fastpath.lab.cli;

import fastpath.lab.gate.Baseline;
import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** True if rows are compared with a baseline or with limits. */
  boolean asked() {
    return baseline != null || !limits.isEmpty();
  }

  /** Parses the limits and reads the baseline; called before the first measurement. */
  void read() throws IOException {
    parsed = limits.isEmpty() ? Limit.NO_RISE : limits.stream().map(GateOptions::limit).toList();
    Optional<Limit> relative =
        limits.isEmpty() ? Optional.empty() : parsed.stream().filter(Limit::relative).findFirst();
    if (baseline == null && relative.isPresent()) {
      throw Failure.usage(
          "--limit %s=%s: a percentage of what --baseline has, and none is given",
          relative.get().counter(), relative.get().text());
    }
    if (baseline != null) {
      String text = Inputs.text(baseline);
      try {
        kept = Optional.of(Baseline.read(text));
      } catch (IllegalArgumentException e) {
        throw Failure.usage("--baseline %s: %s", baseline, e.getMessage());
      }
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
   * Returns the results of comparing rows with the limits and the baseline; empty if neither option
   * is given.
   */
  Optional<Gate> hold(List<KeptRow> rows) {
    return asked() ? Optional.of(Gate.of(rows, kept, parsed)) : Optional.empty();
  }

  /** Writes the rows to the file of {@code --save}, if that option is given. */
  void save(List<KeptRow> rows, List<String> sources) {
    if (save != null) {
      byte[] text = new Baseline(rows).text().getBytes(StandardCharsets.UTF_8);
      OutputFile.write("--save", Path.of(save), text, sources);
    }
  }
}
