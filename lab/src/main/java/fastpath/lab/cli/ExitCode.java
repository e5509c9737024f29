package fastpath.lab.cli;

import java.util.stream.Stream;

/** The exit codes of the process; scripts rely on the numbers. */
enum ExitCode {
  DONE(0, "Done."),
  /**
   * A result is not as expected: for example a claim's verdict, a failed validation, an exceeded
   * limit, or a difference of the host CPU.
   */
  UNEXPECTED_RESULT(
      1,
      "A result is not as expected: a claim came out otherwise, a validation failed, a limit was"
          + " passed, the host CPU differed, or a CPU of a litmus test never ends."),
  BAD_INPUT(2, "Bad usage or bad input, or a result could not be written; one line says why."),
  /** The guest faulted or exhausted its budget of instructions. */
  GUEST_STOPPED(
      3, "The guest faulted or ran out of its budget, or an exploration is not complete."),
  /** The user ended the command with a signal: only a part of the results was printed. */
  INTERRUPTED(
      Interruption.EXIT, "A signal ended the command; what was printed is a part of the results.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the more serious of two exit codes, for a command with several items. */
  ExitCode worst(ExitCode other) {
    return other.number > number ? other : this;
  }

  /** Returns the constant of an exit code; that of an interruption for any signal's. */
  static ExitCode of(int number) {
    return Stream.of(values())
        .filter(code -> code.number == number)
        .findFirst()
        .orElse(INTERRUPTED);
  }

  int number() {
    return number;
  }

  /** Returns what the number tells the caller, in a sentence. */
  String meaning() {
    return meaning;
  }
}
