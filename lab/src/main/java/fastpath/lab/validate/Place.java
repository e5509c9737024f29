package fastpath.lab.validate;

import fastpath.emulator.CpuPosition;
import fastpath.emulator.MachineState;
import fastpath.emulator.snapshot.AccessList;

/**
 * A place in a call at which an interrupt can be taken.
 *
 * @param at how many instructions have retired there
 * @param machine the machine as it is there, before any interrupt that is due
 * @param deliveries what was followed up to there
 * @param next accesses of the instruction that comes next; null if they are not known
 */
record Place(long at, MachineState machine, Deliveries.Progress deliveries, AccessList next) {
  /** Where its CPU stands. */
  CpuPosition position() {
    return machine.position();
  }
}
