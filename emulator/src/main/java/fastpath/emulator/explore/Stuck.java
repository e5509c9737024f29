package fastpath.emulator.explore;

/**
 * A CPU that never ends, under fair scheduling and fair draining of stores.
 *
 * @param cpu number of the CPU
 * @param rip address of the instruction that it halts before or, of those that it repeats for ever,
 *     the lowest
 * @param halted true if it halts and nothing wakes it
 */
public record Stuck(int cpu, long rip, boolean halted) {}
