package fastpath.lab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has. */
abstract class CliCommand implements Callable<Integer> {
  final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Spec CommandSpec spec;

  CliCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() throws Exception {
    try {
      return execute().number();
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw Exhausted.of(String.join(" ", spec.commandLine().getParseResult().originalArgs()), e);
    }
  }

  abstract ExitCode execute() throws Exception;

  final void print(String line) {
    terminal.out().println(line);
  }

  final void print(Iterable<String> lines) {
    lines.forEach(this::print);
  }

  final void note(String line) {
    terminal.err().println(line);
  }
}
