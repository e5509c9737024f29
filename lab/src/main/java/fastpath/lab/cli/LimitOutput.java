package fastpath.lab.cli;

import fastpath.lab.gate.Gate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The output options of {@code compare} and {@code blame}, whose text is no table of rows. */
final class LimitOutput {
  /** The figures of a difference and of a call's cost, in the order of printing. */
  static final List<String> FIGURES = List.of("instructions", "pushes", "stackBytes");

  @Option(names = "--json", description = "One JSON document.")
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
      paramLabel = "FIGURE",
      description =
          "The largest instructions, pushes or stackBytes first: of compare the causes, of blame the"
              + " calls.")
  String sort;

  /**
   * Refuses a format that does not exist, a format of limits where there are none, and an order
   * that does not exist.
   *
   * @param limited whether an option asks for limits
   * @param options the command's options that ask for limits, for the message
   */
  void check(boolean limited, String options) {
    format().checkLimits(limited, options);
    if (sort != null && !FIGURES.contains(sort)) {
      throw Failure.usage("--sort %s: %s", sort, String.join(", ", FIGURES));
    }
  }

  private RowFormat format() {
    return RowFormat.of(format, json);
  }

  /**
   * Returns results in the order of {@code --sort}, those without a figure last; in the given order
   * without the option.
   *
   * @param figures the JSON document of a result, which has its figures
   */
  <T> List<T> sorted(List<T> results, Function<T, Map<String, Object>> figures) {
    Comparator<Long> largest = Comparator.nullsLast(Comparator.reverseOrder());
    return sort == null
        ? results
        : results.stream()
            .sorted(
                Comparator.comparing(result -> number(figures.apply(result).get(sort)), largest))
            .toList();
  }

  private static Long number(Object figure) {
    return figure instanceof Number number ? (Long) number.longValue() : null;
  }

  /**
   * Prints the results themselves; nothing in a format of limits alone.
   *
   * @param document the JSON document
   * @param sheet the results as rows
   * @param text prints the results as text
   */
  void print(CliCommand command, Supplier<Object> document, Supplier<Sheet> sheet, Runnable text) {
    format().print(command, document, sheet, text);
  }

  /**
   * Prints the results of limits.
   *
   * @param held the results; empty if no row has a limit
   * @param problems the rows that failed
   */
  void print(CliCommand command, Optional<Gate> held, Stream<Problem> problems) {
    format().printLimits(command, held, problems.map(Problem::message).toList());
  }
}
