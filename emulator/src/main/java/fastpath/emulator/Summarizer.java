package fastpath.emulator;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.engine.TaintTracker;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Replay;
import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.ReadLog;
import java.util.List;

/**
 * Summarizes the effects of interrupts, so that an interrupt with the same effect need not be
 * executed again. A {@link fastpath.emulator.machine.DeliveryHook} must pause the call when the
 * interrupt returns.
 */
public final class Summarizer {
  private final Machine machine;
  private final Cpu cpu;
  private final Memory memory;
  private final Replay replay;
  private final Interpreter engine;
  private final Processor processor;
  private final MachineOptions options;
  private InterruptSummary last;

  Summarizer(Machine machine, Interpreter engine, Processor processor, MachineOptions options) {
    this.machine = machine;
    this.engine = engine;
    this.processor = processor;
    this.options = options;
    cpu = machine.cpu();
    memory = machine.memory();
    replay = new Replay(memory);
  }

  /**
   * Continues the call through the interrupt that is due, as {@link Machine#finish} does, and
   * summarizes the interrupt.
   *
   * @param vector vector of the interrupt
   * @param start the machine's current state, except for the pending interrupts
   */
  public Ending summarize(int vector, MachineState start) {
    long deepest = engine.stackBytes();
    CallTracker call = engine.call();
    call.resume(call.own(), call.calleeSlot(), 0, call.ownStackBytes());
    InterruptSummary.Moment before = now();
    boolean halted = processor.isHalted();
    AccessLog outer = memory.log();
    ReadLog log = new ReadLog();
    TaintTracker taint =
        outer == null ? new TaintTracker(vector, log) : new TaintTracker(vector, log, outer);
    memory.log(taint);
    engine.track(taint);
    processor.track(taint);
    Ending ending = machine.finish();
    memory.log(outer);
    engine.track(null);
    processor.track(null);
    last =
        ending != null || halted || !taint.isTransparent()
            ? null
            : InterruptSummary.of(
                vector, taint, memory.reads(log, start.memory), replay.writes(log), before, now());
    engine.passed(0, deepest);
    return ending;
  }

  /**
   * Returns the summary of the interrupt that {@code summarize} has handled last; null if its
   * effect depends on the interrupted registers, if it changes registers, or if it could not be
   * followed.
   */
  public InterruptSummary last() {
    return last;
  }

  private InterruptSummary.Moment now() {
    return new InterruptSummary.Moment(cpu.registers(), engine.save(), cpu.interrupts().save());
  }

  /**
   * Returns the first of some summaries that describes the interrupt that is due; null if no
   * summary does.
   *
   * @param start the machine's current state, except for the pending interrupts
   */
  public InterruptSummary find(List<InterruptSummary> summaries, MachineState start) {
    if (processor.isHalted()) {
      return null;
    }
    InterruptSummary.Moment now = now();
    for (InterruptSummary summary : summaries) {
      boolean ends = engine.instructions() + summary.instructions() < options.maxInstructions();
      if (ends && summary.holds(now, start)) {
        return summary;
      }
    }
    return null;
  }

  /**
   * Applies a summary in place of executing the interrupt that is due. The hook is told of the
   * interrupt's delivery and return; the profile does not contain the interrupt's instructions.
   *
   * @param log log that records the loads and stores of the interrupt; null for none
   */
  public void replay(InterruptSummary summary, ReadLog log) {
    AccessLog outer = memory.log();
    memory.log(null);
    long delivered = engine.instructions();
    options.onDelivery().delivering(summary.vector, delivered, cpu, memory);
    replay.store(summary.writes);
    for (TaintTracker.Saved s : summary.saved) {
      replay.store(s.mapping(), s.offset(), cpu.get(s.register()), s.bits());
    }
    engine.passed(summary.instructions(), summary.stackBytes());
    cpu.interrupts().restore(summary.waitingAfter(delivered));
    options.onDelivery().returned(engine.instructions(), cpu, memory);
    processor.hasPaused();
    if (log != null) {
      replay.note(log, summary.reads(), summary.writes);
    }
    memory.log(outer);
  }
}
