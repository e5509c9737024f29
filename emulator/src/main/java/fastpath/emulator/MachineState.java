package fastpath.emulator;

import fastpath.emulator.engine.EngineState;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.MemoryState;
import fastpath.emulator.snapshot.ReadSet;

/**
 * A saved state of a machine, between two calls or within a call; immutable. Machines with the same
 * image and the same addresses may share a state.
 *
 * @see fastpath.emulator.snapshot
 */
public final class MachineState {
  final MemoryState memory;
  final long[] registers;

  /** The call in progress; null between two calls. */
  final CallState call;

  /**
   * The state of a call in progress.
   *
   * @param halted true if the last instruction was a hlt and no interrupt has woken the CPU since
   */
  record CallState(EngineState engine, Interrupts.Waiting interrupts, boolean halted) {}

  /** Returns the state of the CPU, apart from memory. */
  public CpuPosition position() {
    return call == null
        ? new CpuPosition(registers, Interrupts.Pending.NOTHING, false)
        : new CpuPosition(registers, call.interrupts.from(call.engine.instructions()), call.halted);
  }

  /**
   * True if the same memory is mapped as in a read set, and the bytes in the read set have the same
   * values.
   */
  public boolean agrees(ReadSet reads) {
    return memory.agrees(reads);
  }

  /** Returns the registers by index of {@link fastpath.emulator.isa.State}. */
  public long[] registers() {
    return registers.clone();
  }

  /**
   * True if the same interrupts are pending in both calls, relative to their instruction counts,
   * and neither CPU is halted.
   */
  boolean waitsAs(MachineState other) {
    return !call.halted
        && !other.call.halted
        && call.interrupts
            .from(call.engine.instructions())
            .equals(other.call.interrupts.from(other.call.engine.instructions()));
  }

  MachineState(MemoryState memory, long[] registers, CallState call) {
    this.memory = memory;
    this.registers = registers;
    this.call = call;
  }
}
