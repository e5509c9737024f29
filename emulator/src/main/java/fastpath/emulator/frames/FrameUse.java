package fastpath.emulator.frames;

/**
 * What an instruction does for its function's stack frame. If several uses apply, the first in this
 * order counts.
 */
public enum FrameUse {
  /** Saves a callee-saved register below the return address, by push or by mov. */
  SAVE(true, "saves a callee-saved register"),
  /** Loads a callee-saved register from where it was saved. */
  RESTORE(true, "restores a callee-saved register"),
  /** Moves the stack pointer, by push, pop, sub, add, lea or leave. */
  STACK(true, "moves the stack pointer"),
  /** Makes rbp point to where the caller's rbp was saved. */
  POINTER(true, "sets up the frame pointer"),
  /** Does not belong to a frame. Calls, returns and jumps do not. */
  NONE(false, "is not the frame's"),
  /** The use is not known. */
  UNKNOWN(false, "is not known");

  private final boolean frame;
  private final String says;

  FrameUse(boolean frame, String says) {
    this.frame = frame;
    this.says = says;
  }

  /** The use in words, a sentence without its subject. */
  public String says() {
    return says;
  }

  /** True if the instruction is known to belong to the frame. */
  public boolean isFrame() {
    return frame;
  }
}
