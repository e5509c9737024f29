package fastpath.lab.workshop;

import fastpath.kernelsrc.FastPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that must pass before counts are used. Result and data must be those that the fast path's
 * file states, and equal under every variant and compiler. preempt_count must be unchanged, and the
 * slow path must reschedule exactly when a reschedule was due.
 */
final class Verification {
  private Verification() {}

  /** Returns the violations, one line each. */
  static List<String> problems(List<Cell> cells) {
    Map<FastPath, Cell> references = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Cell cell : cells) {
      if (!cell.isMeasured()) {
        continue;
      }
      Cell reference = references.computeIfAbsent(cell.fastPath(), fastPath -> cell);
      for (Trial trial : cell.trials()) {
        String when =
            cell.place() + (trial.needResched() ? ", reschedule wanted" : ", none wanted");
        digest(when, trial, reference, problems);
        data(when, trial, cell, problems);
        count(when, trial, problems);
        slowPath(when, trial, cell, problems);
      }
    }
    return problems;
  }

  private static void digest(String when, Trial trial, Cell reference, List<String> problems) {
    if (trial.digest() != reference.clear().digest()) {
      problems.add(when + ": result or data differ from those of " + reference.place());
    }
  }

  private static void data(String when, Trial trial, Cell cell, List<String> problems) {
    long result = trial.outcome().value();
    cell.fastPath()
        .expected(cell.preset())
        .filter(expected -> !expected.allows(result))
        .ifPresent(
            expected -> problems.add(String.format("%s: the result %#x is wrong", when, result)));
    if (trial.wrongData() != 0) {
      problems.add(when + ": " + trial.wrongData() + " items of its data are wrong");
    }
  }

  private static void count(String when, Trial trial, List<String> problems) {
    if (trial.countAfter() != trial.countBefore()) {
      problems.add(
          String.format(
              "%s: preempt_count was %#x before and %#x after",
              when, trial.countBefore(), trial.countAfter()));
    }
  }

  private static void slowPath(String when, Trial trial, Cell cell, List<String> problems) {
    boolean due = trial.needResched() && cell.preset().reschedulesAt(cell.fastPath().region());
    if (due != trial.schedules() > 0) {
      problems.add(
          when
              + (due
                  ? ": a reschedule was due and did not happen"
                  : ": rescheduled although none was due"));
    }
  }
}
