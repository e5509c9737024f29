package fastpath.emulator.explore;

import fastpath.emulator.isa.State;

/**
 * How a CPU begins.
 *
 * @param name what stories call it
 * @param state registers by ordinal of {@link State}; rip is where it starts
 * @param end the address at which it is done; nothing is executed there
 */
public record Start(String name, long[] state, long end) {}
