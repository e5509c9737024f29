package fastpath.emulator.dataflow;

/** The registers that calls, and jumps out of the function, read and change, as sets of bits. */
public interface CallEffects {
  /**
   * Returns the argument registers that the callee of a call reads; {@code insn} is the number of
   * the call.
   */
  int reads(int insn);

  /**
   * Returns the registers that the callee of a call may change; {@code insn} is the number of the
   * call.
   */
  int changes(int insn);
}
