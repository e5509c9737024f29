package fastpath.lab.validate;

import fastpath.emulator.CpuPosition;
import fastpath.emulator.MachineState;
import fastpath.emulator.snapshot.AccessList;

/**
 * A place in a call at which an interrupt can be taken.
 *
 * @param at number of instructions that have retired before the place
 * @param machine state of the machine at the place, before any pending interrupt is taken
 * @param deliveries interrupts and findings that were tracked up to the place
 * @param next memory accesses of the next instruction; null if they are not known
 */
record Place(long at, MachineState machine, Deliveries.Progress deliveries, AccessList next) {
  /** Returns the position of the CPU at the place. */
  CpuPosition position() {
    return machine.position();
  }
}
