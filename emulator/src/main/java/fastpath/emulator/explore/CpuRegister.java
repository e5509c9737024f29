package fastpath.emulator.explore;

import fastpath.emulator.isa.State;

/** A general register of one CPU. */
public record CpuRegister(int cpu, State register) {
  /** Returns the register's number among all CPUs' registers. */
  int number() {
    return Observed.register(cpu, register);
  }
}
