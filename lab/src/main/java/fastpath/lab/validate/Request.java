package fastpath.lab.validate;

import fastpath.emulator.machine.Interrupts;

/**
 * An interrupt that is requested during a call.
 *
 * @param at how many instructions of the call have retired then
 */
record Request(long at, int vector) {
  void plan(Interrupts interrupts) {
    interrupts.at(at, vector);
  }
}
