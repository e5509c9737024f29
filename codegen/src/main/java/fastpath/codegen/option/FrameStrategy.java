package fastpath.codegen.option;

/** How a function that needs a stack frame sets it up. */
public enum FrameStrategy {
  /** Saves are placed on the paths that need them: what gcc and clang do at -O2. */
  SHRINK_WRAPPED("shrink-wrapped"),
  /** Everything the function may need is saved on entry. */
  PROLOGUE("prologue"),
  /** Every function pushes rbp and points it at the frame, leaf or not. */
  FRAME_POINTER("frame-pointer");

  private final String option;

  FrameStrategy(String option) {
    this.option = option;
  }

  /** The strategy's name on the command line. */
  public String option() {
    return option;
  }
}
