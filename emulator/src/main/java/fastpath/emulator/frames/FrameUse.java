package fastpath.emulator.frames;

/** What an instruction does for its function's stack frame; of several things the first listed. */
public enum FrameUse {
  /** Saves a callee-saved register below the return address, by push or by mov. */
  SAVE(true),
  /** Loads a callee-saved register from where it was saved. */
  RESTORE(true),
  /** Moves the stack pointer: push, pop, sub, add, lea, leave. */
  STACK(true),
  /** Makes rbp point to where the caller's rbp was saved. */
  POINTER(true),
  /** Is not the frame's. Calls, returns and jumps are not. */
  NONE(false),
  /** Nobody can tell. */
  UNKNOWN(false);

  private final boolean frame;

  FrameUse(boolean frame) {
    this.frame = frame;
  }

  /** True if the instruction is known to belong to the frame. */
  public boolean isFrame() {
    return frame;
  }
}
