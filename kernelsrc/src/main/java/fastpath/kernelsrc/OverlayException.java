package fastpath.kernelsrc;

/** An overlay cannot be used; the message names the file and the error. */
public final class OverlayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverlayException(String message) {
    super(message);
  }
}
