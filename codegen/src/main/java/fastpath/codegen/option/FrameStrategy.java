package fastpath.codegen.option;

/** How a function sets up its stack frame. */
public enum FrameStrategy {
  /** Registers are saved on the paths that need them, as gcc and clang do at -O2. */
  SHRINK_WRAPPED("shrink-wrapped"),
  /** All registers that the function may need are saved on entry. */
  PROLOGUE("prologue"),
  /** Every function pushes rbp and sets up rbp as frame pointer, leaf functions included. */
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
