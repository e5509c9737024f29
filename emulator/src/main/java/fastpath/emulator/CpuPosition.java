package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Interrupts;
import java.util.Arrays;

/**
 * The state of a CPU in a call, apart from memory: the registers, and the pending interrupts with
 * times relative to the current instruction count. Two calls with equal positions continue in the
 * same way as long as they load the same bytes and do not read the time-stamp counter.
 */
public final class CpuPosition {
  private final long[] registers;
  private final Interrupts.Pending pending;
  private final boolean halted;
  private final int hash;

  CpuPosition(long[] registers, Interrupts.Pending pending, boolean halted) {
    this.registers = registers.clone();
    // The time-stamp counter is left out, because an engine sets it before each instruction that
    // reads it.
    this.registers[State.TSC.index()] = 0;
    this.pending = pending;
    this.halted = halted;
    hash = 31 * Arrays.hashCode(this.registers) + pending.hashCode();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CpuPosition p
        && hash == p.hash
        && halted == p.halted
        && Arrays.equals(registers, p.registers)
        && pending.equals(p.pending);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
