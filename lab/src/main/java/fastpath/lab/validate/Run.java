package fastpath.lab.validate;

import fastpath.emulator.machine.Ending;
import java.util.List;

/**
 * One call with what came from outside.
 *
 * @param digest of result and data; 0 if it did not return
 * @param wakes the interrupts that woke a rival, in the order in which they were taken
 * @param honoured whether every rival that was woken had run when the call returned
 * @param wanted whether a reschedule was wanted then
 * @param violations what did not hold
 */
record Run(
    Ending ending,
    long digest,
    List<Delivery> wakes,
    boolean honoured,
    boolean wanted,
    List<Violation> violations) {

  /** How many instructions had retired when an interrupt was taken; -1 if it was not. */
  long takenAt(int vector) {
    return wakes.stream()
        .filter(d -> d.vector() == vector)
        .mapToLong(Delivery::instructions)
        .findFirst()
        .orElse(-1);
  }
}
