package fastpath.emulator.machine;

import fastpath.emulator.isa.Uop;

/** Does what system instructions ask of the machine. */
@FunctionalInterface
public interface TrapHandler {
  /**
   * Called with rip at the instruction; the engine goes on at the next one.
   *
   * @return null to go on, or why to stop; the instruction has retired either way
   * @throws GuestFault if it faults
   */
  Stop trap(Uop.Trap trap);
}
