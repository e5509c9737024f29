package fastpath.emulator;

import fastpath.emulator.engine.EngineState;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.MemoryState;

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

  MachineState(MemoryState memory, long[] registers, CallState call) {
    this.memory = memory;
    this.registers = registers;
    this.call = call;
  }
}
