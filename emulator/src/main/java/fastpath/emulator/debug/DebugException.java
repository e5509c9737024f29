package fastpath.emulator.debug;

/**
 * Thrown if debug information is malformed or of an unsupported version; the message is one line.
 */
public final class DebugException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DebugException(String message) {
    super(message);
  }
}
