package fastpath.emulator.debug;

/** Debug information is truncated or of an unknown version; the message is one line. */
public final class DebugException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DebugException(String message) {
    super(message);
  }
}
