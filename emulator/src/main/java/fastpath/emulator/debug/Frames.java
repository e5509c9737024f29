package fastpath.emulator.debug;

import fastpath.emulator.isa.Decoded;

/**
 * Which instructions make and undo a stack frame, by CFI: those that move the CFA (push, pop, sub,
 * add, leave), save or restore a callee-saved register, or set up the frame pointer.
 */
public final class Frames {
  /** Whether the instruction belongs to the frame. */
  public boolean isFrame(Decoded insn) {
    throw new UnsupportedOperationException("to come");
  }

  /** Whether the instruction at an address belongs to the frame; false if it is no code. */
  public boolean isFrame(long address) {
    throw new UnsupportedOperationException("to come");
  }

  /** Whether the instruction saves a callee-saved register, by push or by mov. */
  public boolean isSave(Decoded insn) {
    throw new UnsupportedOperationException("to come");
  }
}
