package fastpath.emulator.machine;

/** Why execution stopped. */
public enum Stop {
  /** The called function returned. */
  RETURN("return"),
  /** The guest called exit or exit_group. */
  EXIT("exit"),
  /** hlt. */
  HALT("halt"),
  /** A fault for which no exception table has an entry. */
  FAULT("fault"),
  /** The instruction budget ran out. */
  LIMIT("limit"),
  /**
   * {@link fastpath.emulator.MachineOptions#cancelled} was true: the user has asked for the end.
   */
  CANCELLED("interrupted"),
  /**
   * Only an engine stops for this; it is never how a run ends: the machine delivers interrupts and
   * goes on.
   */
  INTERRUPT("interrupt");

  private final String text;

  Stop(String text) {
    this.text = text;
  }

  /** Returns the word for it in JSON documents. */
  public String text() {
    return text;
  }
}
