package fastpath.lab.validate;

import fastpath.emulator.InterruptSummary;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineState;
import fastpath.emulator.Summarizer;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.snapshot.ReadLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What interrupts do in one machine, as far as that does not depend on what they interrupt. */
final class Summaries {
  /** Summaries of one vector; the oldest are forgotten. */
  private static final int MOST = 64;

  /** Interrupts of one vector without a summary that are more than those with one, at most. */
  private static final int MOST_FAILED = 8;

  /** Those of one vector. */
  private static final class OfVector {
    private final List<InterruptSummary> summaries = new ArrayList<>();
    private int failed;
    private int made;
    private int next;

    private void add(InterruptSummary summary) {
      made++;
      if (summaries.size() < MOST) {
        summaries.add(summary);
      } else {
        summaries.set(next++ % MOST, summary);
      }
    }
  }

  private final Summarizer summarizer;
  private final Machine machine;
  private final Map<Integer, OfVector> known = new HashMap<>();
  private InterruptSummary last;

  Summaries(Machine machine) {
    this.machine = machine;
    summarizer = machine.summarizer();
  }

  /**
   * Goes on with the interrupt that is due, up to its return.
   *
   * @param place the machine as it is, but for what waits
   * @param log that is to note what is read and stored; null for none
   * @return null after a pause; how the call ended if it ended first
   */
  Ending pass(int vector, MachineState place, ReadLog log) {
    OfVector of = known.computeIfAbsent(vector, v -> new OfVector());
    last = summarizer.find(of.summaries, place);
    if (last != null) {
      summarizer.replay(last, log);
      return null;
    }
    if (of.failed > MOST_FAILED + of.made) {
      return machine.finish();
    }
    Ending ending = summarizer.summarize(vector, place);
    last = summarizer.last();
    if (last == null) {
      of.failed++;
    } else {
      of.add(last);
    }
    return ending;
  }

  /** A run begins that no interrupt has come into. */
  void forget() {
    last = null;
  }

  /** The summary of the interrupt that came last; null if there is none. */
  InterruptSummary last() {
    return last;
  }
}
