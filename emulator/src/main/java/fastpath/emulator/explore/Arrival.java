package fastpath.emulator.explore;

/**
 * The position that a CPU reaches, with the registers that became observed only on the way there.
 */
record Arrival(Position position, Observed observed) {}
