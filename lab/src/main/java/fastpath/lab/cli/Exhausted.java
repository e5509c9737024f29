package fastpath.lab.cli;

import fastpath.lab.workshop.LabException;
import java.io.IOException;

/**
 * Names the input for which the heap or a thread's stack was too small: the input is to blame, not
 * the JVM.
 */
final class Exhausted extends LabException {
  private static final long serialVersionUID = 1;

  private Exhausted(String message) {
    super(message);
  }

  /** Does some work; if it runs out of heap or stack, the exception names what was worked on. */
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
