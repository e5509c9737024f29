package fastpath.lab.cli;

import fastpath.lab.gate.Case;
import java.io.IOException;
import java.util.Optional;

/**
 * A program and the calls of it to measure: those of the command line, or those of a case.
 *
 * @param of the case; empty for the command line
 */
record Batch(Optional<Case> of, FileArguments files, CallOptions call, VariantOptions variants) {
  /**
   * Returns the result of the work.
   *
   * @throws Failure with the case's name before the message, if the work of a case has a problem
   */
  <T> T named(Problem.Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException | RuntimeException e) {
      Problem problem = of.isPresent() ? Problem.known(e).orElse(null) : null;
      if (problem == null || problem.exitCode() == ExitCode.INTERRUPTED) {
        throw e;
      }
      throw new Failure(problem.exitCode(), "case " + of.get().name() + ": " + problem.message());
    }
  }
}
