package fastpath.lab.litmus;

import fastpath.emulator.explore.Multiprocessor;
import java.util.ArrayList;
import java.util.List;

/** Prints an outcome as herd does, except that states are counted where herd counts executions. */
public final class HerdText {
  private HerdText() {}

  /** Returns the lines of the outcome, the last of which is empty. */
  public static List<String> lines(Outcome o) {
    Question q = o.scenario().question();
    List<String> lines = new ArrayList<>();
    lines.add("Test " + o.scenario().name() + " " + q.quantifier().kind());
    lines.add("States " + o.count());
    for (List<Long> state : o.states()) {
      lines.add(o.scenario().line(o.shown(), state));
    }
    if (o.states().size() < o.count()) {
      lines.add("... " + (o.count() - o.states().size()) + " more");
    }
    lines.add(o.holds().map(holds -> holds ? "Ok" : "No").orElse("Unknown"));
    lines.add("Witnesses");
    lines.add("Positive: " + o.positive() + " Negative: " + o.negative());
    lines.add("Condition " + q.text());
    lines.add(
        "Observation "
            + o.scenario().name()
            + " "
            + o.observation()
            + " "
            + o.positive()
            + " "
            + o.negative());
    for (StuckCpu stuck : o.stuck()) {
      lines.add("Stuck " + stuck.text());
    }
    switch (o.limit()) {
      case NONE -> {}
      case STATES ->
          lines.add(
              "Incomplete: the budget was spent after "
                  + o.explored()
                  + " states; --max-instructions raises it");
      case PENDING_STORES ->
          lines.add(
              "Incomplete: a CPU has more than "
                  + Multiprocessor.MOST_PENDING
                  + " pending stores, as in a loop that stores without end");
    }
    lines.add("");
    return lines;
  }
}
