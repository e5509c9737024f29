package fastpath.emulator.isa;

/**
 * The effect of a repeat prefix on a string instruction (SDM vol. 2B, REP/REPE/REPZ/REPNE/REPNZ).
 */
public enum Repeat {
  NONE,
  /** F3 on movs, stos, lods, ins, outs: repeats rcx times. */
  REP,
  /** F3 on cmps, scas: repeats until rcx is 0 or ZF is 0. */
  REPE,
  /** F2: repeats until rcx is 0 or ZF is 1. */
  REPNE
}
