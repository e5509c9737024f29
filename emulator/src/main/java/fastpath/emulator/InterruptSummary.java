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
 * What an interrupt does from its delivery to its return, where that does not depend on the general
 * registers, the status flags and the instruction pointer that it finds, and leaves all registers
 * as they are. It is the same wherever the other registers, what waits to interrupt the CPU, and
 * the bytes that it reads are the same.
 *
 * @see Summarizer
 */
public final class InterruptSummary {
  private static final int ALIGNMENT = 16;

  /**
   * A machine when an interrupt is due, or has returned.
   *
   * @param registers by index of {@link State}
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

  /** The summary of what a transparent interrupt did between two moments; null if none holds. */
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
    // An engine sets it before each instruction that reads it.
    result[State.TSC.index()] = 0;
    return result;
  }

  /** What the interrupt reads before it stores there. */
  public ReadSet reads() {
    return reads;
  }

  /** Instructions from delivery to return. */
  public long instructions() {
    return after.engine.instructions() - before.engine.instructions();
  }

  /** Bytes of stack below the entry of the call that the interrupt has reached. */
  long stackBytes() {
    return after.engine.stackBytes();
  }

  /** What waits once the interrupt has returned, if it was delivered after so many instructions. */
  Interrupts.Waiting waitingAfter(long delivered) {
    return after.interrupts.later(delivered - before.engine.instructions());
  }

  /** True if the interrupt does this at a moment with that memory. */
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
   * True if the interrupt does this one instruction earlier as well, and it makes no difference to
   * what follows which of the two comes first.
   *
   * @param earlier the machine before the instruction
   * @param later the machine after it, where the interrupt does this
   * @param instruction its accesses
   * @param rest what is read once both have been executed
   */
  public boolean commutes(
      MachineState earlier, MachineState later, AccessList instruction, ReadSet rest) {
    for (TaintTracker.Saved s : saved) {
      // The registers that are saved there differ.
      if (rest.has(s.mapping(), s.offset(), Long.BYTES)) {
        return false;
      }
    }
    return matches(earlier.registers)
        && earlier.waitsAs(later)
        && instruction.areApartFrom(reads, writes);
  }
}
