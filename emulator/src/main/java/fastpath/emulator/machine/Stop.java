package fastpath.emulator.machine;

/** Why execution stopped. */
public enum Stop {
  /** The called function returned. */
  RETURN("return"),
  /** The guest called exit or exit_group. */
  EXIT("exit"),
  /** hlt. */
  HALT("halt"),
  /** A fault that no exception-table entry mends. */
  FAULT("fault"),
  /** The instruction budget ran out. */
  LIMIT("limit"),
  /**
   * {@link fastpath.emulator.MachineOptions#cancelled} was true: the user has asked for the end.
   */
  CANCELLED("interrupted"),
  /** An engine's only, never an outcome: the machine looks after interrupts and goes on. */
  INTERRUPT("interrupt");

  private final String text;

  Stop(String text) {
    this.text = text;
  }

  /** The word that JSON documents have for it. */
  public String text() {
    return text;
  }
}
