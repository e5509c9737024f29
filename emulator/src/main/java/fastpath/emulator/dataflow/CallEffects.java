package fastpath.emulator.dataflow;

/** What calls, and jumps out of the function, read and change: sets of registers as bits. */
public interface CallEffects {
  /** The argument registers that the callee of an instruction, by its number, reads. */
  int reads(int insn);

  /** The registers that the callee of a call, by its number, may change. */
  int changes(int insn);
}
