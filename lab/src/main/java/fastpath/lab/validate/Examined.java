package fastpath.lab.validate;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of all runs of a fast path under a preset by a compiler.
 *
 * @param instructions instructions of the run without interrupts
 * @param digest digest of the run without interrupts
 * @param places number of places at which an interrupt was taken
 * @param nested number of places of a first interrupt for which runs with a second interrupt were
 *     made
 * @param runs number of runs with one interrupt
 * @param nestedRuns number of runs with two interrupts
 * @param afarRuns number of runs with a wake-up by another CPU
 * @param violations violations of the first failed runs
 * @param failedRuns number of runs with a violation
 * @param failure why the fast path could not be run; null if it could
 */
public record Examined(
    FastPath fastPath,
    Preset preset,
    String compiler,
    long instructions,
    long digest,
    int places,
    int nested,
    long runs,
    long nestedRuns,
    long afarRuns,
    List<Violation> violations,
    long failedRuns,
    String failure) {

  static Examined failed(FastPath fastPath, Preset preset, String compiler, String why) {
    return new Examined(fastPath, preset, compiler, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, why);
  }

  public boolean passed() {
    return failure == null && violations.isEmpty();
  }

  /** Returns the fast path, preset and compiler in words, for messages. */
  public String place() {
    return Cell.place(fastPath.name(), preset, compiler);
  }

  Examined with(Violation more) {
    List<Violation> all = new ArrayList<>(violations);
    all.add(more);
    return withViolations(all);
  }

  /** Returns a copy of this result, with other violations before its own. */
  Examined withFirst(List<Violation> first) {
    List<Violation> all = new ArrayList<>(first);
    all.addAll(violations);
    return withViolations(all);
  }

  private Examined withViolations(List<Violation> all) {
    return new Examined(
        fastPath,
        preset,
        compiler,
        instructions,
        digest,
        places,
        nested,
        runs,
        nestedRuns,
        afarRuns,
        List.copyOf(all),
        failedRuns,
        failure);
  }
}
