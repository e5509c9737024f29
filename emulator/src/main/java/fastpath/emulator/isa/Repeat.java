package fastpath.emulator.isa;

/**
 * The effect of a repeat prefix on a string instruction (SDM vol. 2B, REP/REPE/REPZ/REPNE/REPNZ).
 */
public enum Repeat {
  NONE,
  /** The prefix F3 on movs, stos, lods, ins and outs: repeats rcx times. */
  REP,
  /** The prefix F3 on cmps and scas: repeats until rcx is 0 or ZF is 0. */
  REPE,
  /** The prefix F2: repeats until rcx is 0 or ZF is 1. */
  REPNE
}
