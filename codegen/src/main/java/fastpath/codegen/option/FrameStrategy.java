package fastpath.codegen.option;

/** How a function that needs a stack frame sets it up. */
public enum FrameStrategy {
  /** Saves are placed on the paths that need them: what gcc and clang do at -O2. */
  SHRINK_WRAPPED,
  /** Everything the function may need is saved on entry. */
  PROLOGUE,
  /** Every function pushes rbp and points it at the frame, leaf or not. */
  FRAME_POINTER
}
