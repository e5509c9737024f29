package fastpath.emulator.image;

/** An object that cannot be read or linked; the message is one line that names the file. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LinkException(String message) {
    super(message);
  }
}
