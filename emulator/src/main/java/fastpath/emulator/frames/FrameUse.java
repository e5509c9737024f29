package fastpath.emulator.frames;

/**
 * The use of an instruction for its function's stack frame. If several uses apply to an
 * instruction, the first in this order counts.
 */
public enum FrameUse {
  /** Saves a callee-saved register below the return address, by push or by mov. */
  SAVE(true, "saves a callee-saved register"),
  /** Loads a callee-saved register from the place where the function has saved the register. */
  RESTORE(true, "restores a callee-saved register"),
  /** Moves the stack pointer, by push, pop, sub, add, lea or leave. */
  STACK(true, "moves the stack pointer"),
  /** Makes rbp point to the place where the caller's rbp is saved. */
  POINTER(true, "sets up the frame pointer"),
  /**
   * The instruction does not belong to a frame. Calls, returns and jumps do not belong to a frame.
   */
  NONE(false, "is not the frame's"),
  /** The use of the instruction is not known. */
  UNKNOWN(false, "is not known");

  private final boolean frame;
  private final String says;

  FrameUse(boolean frame, String says) {
    this.frame = frame;
    this.says = says;
  }

  /** Returns a description of the use, a sentence without its subject. */
  public String says() {
    return says;
  }

  /** True if the use is known and belongs to the frame. */
  public boolean isFrame() {
    return frame;
  }
}
