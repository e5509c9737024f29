package fastpath.emulator.image;

/** An object that cannot be read or linked; the message is one line that names the file. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message may have names from the file in it; what would break the line is replaced
   */
  public LinkException(String message) {
    super(message.replaceAll("\\p{Cntrl}", "?"));
  }
}
