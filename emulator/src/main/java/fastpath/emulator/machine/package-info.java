/**
 * The state and behaviour that all engines share: memory, registers, faults, interrupts, and the
 * endings of calls.
 *
 * <p>{@link fastpath.emulator.machine.Memory} consists of {@link
 * fastpath.emulator.machine.Mapping}s with permissions, each a flat array of bytes. A faulting
 * access changes nothing. {@link fastpath.emulator.machine.Cpu} holds the registers as an array
 * indexed by {@link fastpath.emulator.isa.State}. {@link fastpath.emulator.machine.Interrupts}
 * holds the requested interrupts of a CPU, which are delivered between instructions.
 *
 * <p>A fault of the guest is thrown as a {@link fastpath.emulator.machine.GuestFault}; {@link
 * fastpath.emulator.machine.Stop} lists the reasons for which a run stops, and {@link
 * fastpath.emulator.machine.Outcome} is the result for the caller.
 */
package fastpath.emulator.machine;
