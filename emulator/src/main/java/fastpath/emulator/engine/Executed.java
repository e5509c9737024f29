package fastpath.emulator.engine;

import fastpath.emulator.isa.Lifted;

/**
 * Counts of an executed instruction.
 *
 * @param own number of times it retired in the called function itself
 * @param others number of times it retired elsewhere
 * @param iterations iterations of its rep prefix
 * @param taken number of times a conditional branch was taken
 */
public record Executed(Lifted insn, long own, long others, long iterations, long taken) {}
