package fastpath.lab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has. */
abstract class CliCommand implements Callable<Integer> {
  final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  CliCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() throws Exception {
    return execute().number();
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
