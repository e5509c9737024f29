package fastpath.emulator.frames;

/** Sources of a function's frame figures. */
public enum FramesFrom {
  /** Call frame information of section .eh_frame. */
  EH_FRAME("eh_frame"),
  /** Call frame information of section .debug_frame. */
  DEBUG_FRAME("debug_frame"),
  /** The kernel's unwind table, and the instructions where the table is silent. */
  ORC("orc+execution"),
  /** The executed instructions themselves. */
  EXECUTION("execution");

  private final String text;

  FramesFrom(String text) {
    this.text = text;
  }

  /** The value of {@code framesFrom} in JSON. */
  public String text() {
    return text;
  }
}
