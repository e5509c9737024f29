package fastpath.emulator.isa;

/** What a repeat prefix does to a string instruction (SDM vol. 2B, REP/REPE/REPZ/REPNE/REPNZ). */
public enum Repeat {
  NONE,
  /** F3 on movs, stos, lods, ins, outs: rcx times. */
  REP,
  /** F3 on cmps, scas: until rcx is 0 or ZF is 0. */
  REPE,
  /** F2: until rcx is 0 or ZF is 1. */
  REPNE
}
