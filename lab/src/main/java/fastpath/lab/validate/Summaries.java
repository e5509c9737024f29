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

/**
 * The known effects of interrupts in one machine, as far as the effects do not depend on the
 * interrupted code.
 */
final class Summaries {
  /** Limit on the number of summaries of one vector; the oldest summaries are dropped. */
  private static final int MOST = 64;

  /**
   * Limit for one vector on the excess of interrupts that could not be summarized over those that
   * could.
   */
  private static final int MOST_FAILED = 8;

  /** The summaries of one vector. */
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
   * Continues the run with the pending interrupt, up to the interrupt's return.
   *
   * @param place the machine's current state, without the pending interrupt
   * @param log the log that receives the loads and stores of the interrupt; null for none
   * @return null if the machine paused after the interrupt; the ending of the call if the call
   *     ended first
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

  /** Called when a run begins, before any interrupt is taken. */
  void forget() {
    last = null;
  }

  /** Returns the summary of the last interrupt; null if there is none. */
  InterruptSummary last() {
    return last;
  }
}
