package fastpath.emulator;

import fastpath.emulator.isa.Descriptors;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;

/** Checks of a CPU before it loads a data segment register (SDM MOV, protected mode). */
final class SegmentLoad {
  private SegmentLoad() {}

  /**
   * Checks the selector in SELECTOR. After a load of SS interrupts wait for one more instruction
   * (SDM vol. 3A, 6.8.3).
   *
   * @param segment DS, ES, FS, GS or SS
   * @throws GuestFault #GP with the selector, its low two bits clear, as the error code
   */
  static void check(State segment, Cpu cpu) {
    long selector = cpu.get(State.SELECTOR);
    if (!Descriptors.loadable(segment, selector, cpu.get(State.CS))) {
      throw new GuestFault(
          Fault.Kind.PROTECTION,
          0,
          (int) selector & ~3,
          "selector 0x" + Long.toHexString(selector) + " cannot be loaded");
    }
    if (segment == State.SS) {
      // The load itself has not retired at this point.
      cpu.interrupts().shadow(cpu.get(State.TSC) + 2);
    }
  }
}
