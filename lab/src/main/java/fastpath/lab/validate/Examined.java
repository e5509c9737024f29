package fastpath.lab.validate;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * A fast path under a preset by a compiler, after all of its runs.
 *
 * @param instructions of the quiet run
 * @param digest of the quiet run
 * @param places at which an interrupt was taken
 * @param nested places of a first interrupt that got second ones
 * @param runs of one interrupt
 * @param nestedRuns of two
 * @param afarRuns of a wake-up by another CPU
 * @param violations what did not hold, the first of them
 * @param failedRuns runs with a violation
 * @param failure why it could not be run; null if it could
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

  /** Where it stands in a table, for messages. */
  public String place() {
    return Cell.place(fastPath.name(), preset, compiler);
  }

  Examined with(Violation more) {
    List<Violation> all = new ArrayList<>(violations);
    all.add(more);
    return withViolations(all);
  }

  /** The same with these before its own. */
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
