package fastpath.emulator;

import fastpath.emulator.engine.EngineState;
import fastpath.emulator.engine.TaintTracker;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.snapshot.AccessList;
import fastpath.emulator.snapshot.ReadSet;
import fastpath.emulator.snapshot.WriteSet;
import java.util.Arrays;
import java.util.List;

/**
 * The effect of an interrupt from its delivery to its return, if the effect does not depend on the
 * interrupted code's general registers, status flags and instruction pointer, and if all registers
 * are restored. The effect is the same wherever the other registers, the pending interrupts, and
 * the bytes that the handler reads are the same.
 *
 * @see Summarizer
 */
public final class InterruptSummary {
  private static final int ALIGNMENT = 16;

  /**
   * The state of a machine when an interrupt is due, or when an interrupt has returned.
   *
   * @param registers the registers by index of {@link State}
   */
  record Moment(long[] registers, EngineState engine, Interrupts.Waiting interrupts) {
    private Interrupts.Pending pending() {
      return interrupts.from(engine.instructions());
    }
  }

  final int vector;
  final WriteSet writes;
  final List<TaintTracker.Saved> saved;
  private final ReadSet reads;
  private final Moment before;
  private final Moment after;
  private final Interrupts.Pending pending;

  private InterruptSummary(
      int vector, TaintTracker taint, ReadSet reads, WriteSet writes, Moment before, Moment after) {
    this.vector = vector;
    this.reads = reads;
    this.writes = writes;
    this.before = before;
    this.after = after;
    saved = taint.saved();
    pending = before.pending();
  }

  /**
   * Creates the summary of a transparent interrupt from the states before and after it; null if the
   * effect cannot be summarized.
   */
  static InterruptSummary of(
      int vector, TaintTracker taint, ReadSet reads, WriteSet writes, Moment before, Moment after) {
    boolean exists =
        reads != null
            && writes != null
            && before.engine.isSameActivation(after.engine)
            && Arrays.equals(withoutTime(before.registers), withoutTime(after.registers));
    return exists ? new InterruptSummary(vector, taint, reads, writes, before, after) : null;
  }

  private static long[] withoutTime(long[] registers) {
    long[] result = registers.clone();
    // The time-stamp counter is left out, because an engine sets it before each instruction that
    // reads it.
    result[State.TSC.index()] = 0;
    return result;
  }

  /** Returns the bytes that the interrupt handler reads before storing to them. */
  public ReadSet reads() {
    return reads;
  }

  /** Returns the number of instructions from the interrupt's delivery to its return. */
  public long instructions() {
    return after.engine.instructions() - before.engine.instructions();
  }

  /**
   * Returns the deepest stack pointer that the interrupt has reached, in bytes below the stack
   * pointer at the call's entry.
   */
  long stackBytes() {
    return after.engine.stackBytes();
  }

  /**
   * Returns the interrupts that wait once this interrupt has returned, if it was delivered after a
   * number of instructions.
   */
  Interrupts.Waiting waitingAfter(long delivered) {
    return after.interrupts.later(delivered - before.engine.instructions());
  }

  /** True if the interrupt has the summarized effect in a state with the given memory. */
  boolean holds(Moment at, MachineState memory) {
    return matches(at.registers)
        && before.engine.isSameActivation(at.engine)
        && pending.equals(at.pending())
        && memory.agrees(reads);
  }

  private boolean matches(long[] registers) {
    long stack = registers[State.RSP.index()] ^ before.registers[State.RSP.index()];
    if ((stack & -ALIGNMENT) != 0) {
      return false;
    }
    for (int i = State.GENERAL; i < State.COUNT; i++) {
      boolean free = i == State.RIP.index() || i == State.RFLAGS.index() || i == State.TSC.index();
      if (!free && registers[i] != before.registers[i]) {
        return false;
      }
    }
    long flags = registers[State.RFLAGS.index()] ^ before.registers[State.RFLAGS.index()];
    return (flags & ~Flags.STATUS) == 0;
  }

  /**
   * True if the interrupt has the same effect one instruction earlier, and the order of the
   * instruction and the interrupt makes no difference to what follows.
   *
   * @param earlier the machine before the instruction
   * @param later the machine after the instruction, where the summary applies to the interrupt
   * @param instruction the accesses of the instruction
   * @param rest the bytes that are read once both the instruction and the interrupt have been
   *     executed
   */
  public boolean commutes(
      MachineState earlier, MachineState later, AccessList instruction, ReadSet rest) {
    for (TaintTracker.Saved s : saved) {
      // The saved registers differ between the two orders, so nothing may read the words where they
      // were saved.
      if (rest.has(s.mapping(), s.offset(), Long.BYTES)) {
        return false;
      }
    }
    return matches(earlier.registers)
        && earlier.waitsAs(later)
        && instruction.areApartFrom(reads, writes);
  }
}
