package fastpath.emulator.frames;

/** The source from which a function's frame instructions and saved registers are known. */
public enum FramesFrom {
  /** Call frame information of section .eh_frame. */
  EH_FRAME("eh_frame"),
  /** Call frame information of section .debug_frame. */
  DEBUG_FRAME("debug_frame"),
  /** The kernel's unwind table, and the analysis of the code where the table does not tell. */
  ORC("orc+execution"),
  /** The analysis of the executed code itself. */
  EXECUTION("execution");

  private final String text;

  FramesFrom(String text) {
    this.text = text;
  }

  /** Returns the value of {@code framesFrom} in JSON. */
  public String text() {
    return text;
  }
}
