/**
 * What the engines share: memory, registers, faults, interrupts, and how a call ends.
 *
 * <p>{@link fastpath.emulator.machine.Memory} is a list of {@link
 * fastpath.emulator.machine.Mapping}s with permissions, each a flat byte array. A faulting access
 * changes nothing. {@link fastpath.emulator.machine.Cpu} has the registers as an array indexed by
 * {@link fastpath.emulator.isa.State}. {@link fastpath.emulator.machine.Interrupts} holds what is
 * pending and delivers it between instructions.
 *
 * <p>A fault of the guest is a {@link fastpath.emulator.machine.GuestFault}; {@link
 * fastpath.emulator.machine.Stop} lists the other ways in which a run ends, and {@link
 * fastpath.emulator.machine.Outcome} is what a caller gets.
 */
package fastpath.emulator.machine;
