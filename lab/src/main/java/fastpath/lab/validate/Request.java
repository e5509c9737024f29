package fastpath.lab.validate;

import fastpath.emulator.machine.Interrupts;

/**
 * An interrupt that is requested during a call.
 *
 * @param at number of the call's instructions that have retired before the request
 */
record Request(long at, int vector) {
  void plan(Interrupts interrupts) {
    interrupts.at(at, vector);
  }
}
