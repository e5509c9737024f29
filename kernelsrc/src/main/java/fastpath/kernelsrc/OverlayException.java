package fastpath.kernelsrc;

/** An overlay that cannot be laid over kernelsrc; the message names the file and what is wrong. */
public final class OverlayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverlayException(String message) {
    super(message);
  }
}
