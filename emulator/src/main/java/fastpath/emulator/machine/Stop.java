package fastpath.emulator.machine;

/** The reason for which execution stopped. */
public enum Stop {
  /** The called function returned. */
  RETURN("return"),
  /** The guest called exit or exit_group. */
  EXIT("exit"),
  /** The guest executed hlt. */
  HALT("halt"),
  /** A fault for which no exception table has an entry. */
  FAULT("fault"),
  /** The instruction limit was reached. */
  LIMIT("limit"),
  /**
   * The user requested cancellation: {@link fastpath.emulator.MachineOptions#cancelled} returned
   * true.
   */
  CANCELLED("interrupted"),
  /**
   * An interrupt may have to be delivered: only an engine stops for this reason, and never a run,
   * because the machine delivers the interrupt and continues.
   */
  INTERRUPT("interrupt");

  private final String text;

  Stop(String text) {
    this.text = text;
  }

  /** Returns the name of the reason in JSON documents. */
  public String text() {
    return text;
  }
}
