package fastpath.emulator.dataflow;

/** Registers that calls, and jumps out of the function, read and change, as sets of bits. */
public interface CallEffects {
  /** Argument registers that the callee of a call reads; the call is given by its number. */
  int reads(int insn);

  /** Registers that the callee of a call may change; the call is given by its number. */
  int changes(int insn);
}
