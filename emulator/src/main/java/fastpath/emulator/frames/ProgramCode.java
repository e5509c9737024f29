package fastpath.emulator.frames;

import fastpath.emulator.isa.Decoded;

/** Finds instructions and functions of a program. */
public interface ProgramCode {
  /** The instruction at an address; null if there is none or it has no meaning. */
  Decoded decode(long address);

  /**
   * Size in bytes of an instruction that is not executed, such as one of SSE, and does not change
   * the stack; 0 if there is none at the address.
   */
  int skipped(long address);

  /** The function that contains an address; null if it is not known. */
  FunctionExtent function(long address);
}
