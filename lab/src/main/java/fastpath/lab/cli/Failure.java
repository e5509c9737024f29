package fastpath.lab.cli;

import fastpath.lab.workshop.LabException;

/** An exception that ends a command with a message and an exit code from CLI.md. */
final class Failure extends LabException {
  private static final long serialVersionUID = 1;

  private final transient ExitCode exitCode;

  Failure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static Failure usage(String format, Object... arguments) {
    return new Failure(ExitCode.BAD_INPUT, String.format(format, arguments));
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
