package fastpath.lab.cli;

import fastpath.lab.gate.Gate;
import fastpath.lab.gate.KeptRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Measures as {@code fastpath measure} does, for programs that use the lab as a library. */
public final class LibraryMeasure {
  private LibraryMeasure() {}

  /**
   * The result of a measurement.
   *
   * @param rows the rows that could be measured
   * @param problems a line for each row that could not be measured; one line if the arguments are
   *     wrong
   * @param gate the results of the limits; empty if there are no limits, or no rows
   */
  public record Result(List<KeptRow> rows, List<String> problems, Optional<Gate> gate) {}

  /**
   * Measures calls of functions. Nothing is printed, and no file is written.
   *
   * @param arguments the arguments of {@code fastpath measure}, which CLI.md lists
   */
  public static Result measure(List<String> arguments) {
    PrintStream none = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Terminal quiet = new Terminal(new ByteArrayInputStream(new byte[0]), none, none, 80, false);
    MeasureCommand command = new MeasureCommand(quiet);
    try {
      new CommandLine(command).setExpandAtFiles(false).parseArgs(arguments.toArray(String[]::new));
      List<MeasureRow> rows = new ArrayList<>();
      command.measure(command.batches(), rows);
      return result(command, rows);
    } catch (ParameterException e) {
      return new Result(List.of(), List.of(Problem.oneLine(e.getMessage())), Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Result(List.of(), List.of(Problem.of(e).message()), Optional.empty());
    }
  }

  private static Result result(MeasureCommand command, List<MeasureRow> rows) {
    List<MeasureRow.Measured> done = command.output.done(rows);
    return new Result(
        done.stream().map(MeasureRow.Measured::kept).toList(),
        RowOutput.problems(rows),
        command.gate.hold(done));
  }
}
