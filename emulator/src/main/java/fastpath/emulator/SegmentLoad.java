package fastpath.emulator;

import fastpath.emulator.isa.Descriptors;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;

/**
 * The checks that a CPU makes before it loads a data segment register (SDM MOV, protected mode).
 */
final class SegmentLoad {
  private SegmentLoad() {}

  /**
   * Checks the selector in {@code State.SELECTOR}. A load of SS delays interrupts for one more
   * instruction (SDM vol. 3A, 6.8.3).
   *
   * @param segment the segment register to load: DS, ES, FS, GS or SS
   * @throws GuestFault #GP if the selector cannot be loaded; the error code is the selector with
   *     its low two bits clear
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
      // The load instruction has not retired yet at this point.
      cpu.interrupts().shadow(cpu.get(State.TSC) + 2);
    }
  }
}
