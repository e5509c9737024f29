package fastpath.emulator.frames;

import fastpath.emulator.isa.Decoded;

/** Where instructions and functions are found. */
public interface ProgramCode {
  /** The instruction at an address; null if it has no meaning or is none. */
  Decoded decode(long address);

  /**
   * Bytes of an instruction that is not executed, such as one of SSE, and so leaves the stack
   * alone; 0 if there is none at the address.
   */
  int skipped(long address);

  /** The function that an address belongs to; null if no one knows. */
  FunctionExtent function(long address);
}
