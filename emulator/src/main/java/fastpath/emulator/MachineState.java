package fastpath.emulator;

import fastpath.emulator.machine.MemoryState;

/** A machine between two calls, for {@link Machine#restore}. */
public final class MachineState {
  private final MemoryState memory;
  private final long[] registers;

  MachineState(MemoryState memory, long[] registers) {
    this.memory = memory;
    this.registers = registers;
  }

  MemoryState memory() {
    return memory;
  }

  long[] registers() {
    return registers;
  }
}
