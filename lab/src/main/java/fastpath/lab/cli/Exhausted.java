package fastpath.lab.cli;

import fastpath.lab.workshop.LabException;
import java.io.IOException;

/** The heap or a thread's stack does not suffice for an input: that input is bad, not the JVM. */
final class Exhausted extends LabException {
  private static final long serialVersionUID = 1;

  private Exhausted(String message) {
    super(message);
  }

  /** Does some work; running out of heap or stack becomes an exception that names what. */
  static <T> T guard(String what, Problem.Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw of(what, e);
    }
  }

  /** What the error says of the work on {@code what}, a file or a command. */
  static Exhausted of(String what, VirtualMachineError error) {
    return error instanceof StackOverflowError
        ? new Exhausted(what + ": nested too deeply")
        : new Exhausted(
            "%s: needs more than the heap of %d MiB"
                .formatted(what, Runtime.getRuntime().maxMemory() >> 20));
  }
}
