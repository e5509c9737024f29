/**
 * Several CPUs over one memory, and every order in which their micro-ops can take effect.
 *
 * <p>A {@link Stepper} runs one CPU until it wants something of memory; a {@link SharedMemory} is
 * the memory model; {@link Multiprocessor} has the steps that are possible; {@link Explorer} takes
 * them all, a {@link Reduction} leaving out orders that differ in nothing.
 */
package fastpath.emulator.explore;
