package fastpath.emulator.explore;

/**
 * A CPU that never ends, under fair scheduling and fair draining of stores.
 *
 * @param cpu number of the CPU
 * @param rip address of the instruction before which the CPU halts; for a loop, the lowest address
 *     of the instructions that the CPU repeats
 * @param halted true if the CPU halts and nothing wakes it
 */
public record Stuck(int cpu, long rip, boolean halted) {}
