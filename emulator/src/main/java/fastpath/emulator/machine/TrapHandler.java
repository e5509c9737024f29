package fastpath.emulator.machine;

import fastpath.emulator.isa.Uop;

/** A handler of the machine for system instructions. */
@FunctionalInterface
public interface TrapHandler {
  /**
   * Called with RIP at the system instruction; the engine continues at the next instruction.
   *
   * @return null to continue, or the reason to stop; the instruction has retired either way
   * @throws GuestFault if the instruction faults
   */
  Stop trap(Uop.Trap trap);
}
