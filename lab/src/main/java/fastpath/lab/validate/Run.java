package fastpath.lab.validate;

import fastpath.emulator.machine.Ending;
import java.util.List;

/**
 * The result of one run of a call with external events.
 *
 * @param digest digest of result and data; 0 if the call did not return
 * @param wakes the interrupts that woke a rival, in the order in which they were taken
 * @param honoured true if every rival that was woken had run when the call returned
 * @param wanted true if a reschedule was pending when the call returned
 * @param violations violations in the run
 */
record Run(
    Ending ending,
    long digest,
    List<Delivery> wakes,
    boolean honoured,
    boolean wanted,
    List<Violation> violations) {

  /**
   * Returns the number of instructions that had retired when the interrupt with a vector was taken;
   * -1 if it was not taken.
   */
  long takenAt(int vector) {
    return wakes.stream()
        .filter(d -> d.vector() == vector)
        .mapToLong(Delivery::instructions)
        .findFirst()
        .orElse(-1);
  }
}
