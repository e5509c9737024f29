package fastpath.lab.cli;

/** What the process tells its caller; the numbers are part of the interface. */
enum ExitCode {
  DONE(0),
  /** A claim came out otherwise than it states as its expected verdict, or a validation failed. */
  UNEXPECTED_RESULT(1),
  BAD_INPUT(2),
  /** The guest faulted or ran out of budget. */
  GUEST_STOPPED(3),
  /** The user ended it with a signal, SIGINT or another: what was printed is a part. */
  INTERRUPTED(Interruption.EXIT);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The one that tells more of what went wrong, where several items were done. */
  ExitCode worst(ExitCode other) {
    return other.number > number ? other : this;
  }

  int number() {
    return number;
  }
}
