package fastpath.emulator.engine;

import fastpath.emulator.isa.Lifted;

/**
 * What an instruction did.
 *
 * @param own how often it retired in the called function itself
 * @param others how often it retired elsewhere
 * @param iterations of its rep prefix
 * @param taken how often a conditional branch was taken
 */
public record Executed(Lifted insn, long own, long others, long iterations, long taken) {}
