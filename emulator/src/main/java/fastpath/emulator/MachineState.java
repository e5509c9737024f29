package fastpath.emulator;

import fastpath.emulator.engine.EngineState;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.MemoryState;
import fastpath.emulator.snapshot.ReadSet;

/**
 * A machine at one moment, between two calls or within one; immutable. Machines of the same image
 * and the same addresses may share it.
 *
 * @see fastpath.emulator.snapshot
 */
public final class MachineState {
  final MemoryState memory;
  final long[] registers;

  /** Null between two calls. */
  final CallState call;

  /**
   * A call in progress.
   *
   * @param halted whether the last instruction was a hlt, and nothing has woken the CPU yet
   */
  record CallState(EngineState engine, Interrupts.Waiting interrupts, boolean halted) {}

  /** Where the CPU stands, all but memory. */
  public CpuPosition position() {
    return call == null
        ? new CpuPosition(registers, Interrupts.Pending.NOTHING, false)
        : new CpuPosition(registers, call.interrupts.from(call.engine.instructions()), call.halted);
  }

  /** True if the same memory is mapped, and it agrees on the bytes that were read. */
  public boolean agrees(ReadSet reads) {
    return memory.agrees(reads);
  }

  /** The registers by index of {@link fastpath.emulator.isa.State}. */
  public long[] registers() {
    return registers.clone();
  }

  /** True if the same waits to interrupt two calls, neither of which is halted. */
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
