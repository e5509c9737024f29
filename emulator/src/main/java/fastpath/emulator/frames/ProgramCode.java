package fastpath.emulator.frames;

import fastpath.emulator.isa.Decoded;

/** Finds the instructions and functions of a program. */
public interface ProgramCode {
  /**
   * Returns the instruction at an address; null if no instruction is at the address or the
   * instruction is not executable.
   */
  Decoded decode(long address);

  /**
   * Returns the size in bytes of an instruction at an address that is listed but not executed, such
   * as one of SSE, and that does not change the stack; 0 if there is none.
   */
  int skipped(long address);

  /** Returns the function that contains an address; null if the function is not known. */
  FunctionExtent function(long address);
}
