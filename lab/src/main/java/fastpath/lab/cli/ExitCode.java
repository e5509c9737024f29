package fastpath.lab.cli;

/** The exit code of the process; the numbers are part of the interface. */
enum ExitCode {
  DONE(0),
  /** A claim's verdict is not the one it expects, or a validation failed. */
  UNEXPECTED_RESULT(1),
  BAD_INPUT(2),
  /** The guest faulted or ran out of budget. */
  GUEST_STOPPED(3),
  /** The user ended the command with a signal: only a part was printed. */
  INTERRUPTED(Interruption.EXIT);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the more serious of two codes, where several items were done. */
  ExitCode worst(ExitCode other) {
    return other.number > number ? other : this;
  }

  int number() {
    return number;
  }
}
