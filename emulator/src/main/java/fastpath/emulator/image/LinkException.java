package fastpath.emulator.image;

/** Thrown if a file cannot be read or linked; the message is one line that names the file. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message may contain names from the file; characters that would break the line are
   *     replaced
   */
  public LinkException(String message) {
    super(message.replaceAll("\\p{Cntrl}", "?"));
  }
}
