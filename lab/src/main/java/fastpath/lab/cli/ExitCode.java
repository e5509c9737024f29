package fastpath.lab.cli;

/** The exit codes of the process; scripts rely on the numbers. */
enum ExitCode {
  DONE(0),
  /**
   * A result is not as expected: for example a claim's verdict, a failed validation, an exceeded
   * limit, or a difference of the host CPU.
   */
  UNEXPECTED_RESULT(1),
  BAD_INPUT(2),
  /** The guest faulted or exhausted its budget of instructions. */
  GUEST_STOPPED(3),
  /** The user ended the command with a signal: only a part of the results was printed. */
  INTERRUPTED(Interruption.EXIT);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the more serious of two exit codes, for a command with several items. */
  ExitCode worst(ExitCode other) {
    return other.number > number ? other : this;
  }

  int number() {
    return number;
  }
}
