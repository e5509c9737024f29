package fastpath.emulator.engine;

import fastpath.emulator.isa.Lifted;

/**
 * The counts of one executed instruction.
 *
 * @param own number of times that the instruction retired in the called function itself
 * @param others number of times that the instruction retired elsewhere
 * @param iterations number of iterations of the instruction's rep prefix
 * @param taken number of times that the instruction, if a conditional branch, was taken
 */
public record Executed(Lifted insn, long own, long others, long iterations, long taken) {}
