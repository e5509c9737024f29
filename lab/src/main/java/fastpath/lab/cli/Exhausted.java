package fastpath.lab.cli;

import fastpath.lab.workshop.LabException;
import java.io.IOException;

/** An exception that names the input for which the heap or a thread's stack was too small. */
final class Exhausted extends LabException {
  private static final long serialVersionUID = 1;

  private Exhausted(String message) {
    super(message);
  }

  /**
   * Returns the result of some work; if the heap or the stack is exhausted, throws an exception
   * that names the input.
   */
  static <T> T guard(String what, Problem.Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw of(what, e);
    }
  }

  /**
   * Returns the exception for an error of the JVM during the work on {@code what}, a file or a
   * command.
   */
  static Exhausted of(String what, VirtualMachineError error) {
    return error instanceof StackOverflowError
        ? new Exhausted(what + ": nested too deeply")
        : new Exhausted(
            "%s: needs more than the heap of %d MiB"
                .formatted(what, Runtime.getRuntime().maxMemory() >> 20));
  }
}
