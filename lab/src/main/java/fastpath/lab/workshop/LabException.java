package fastpath.lab.workshop;

/**
 * An error that the user can correct. The message is one line that names the error and its place.
 */
public class LabException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LabException(String message) {
    super(message);
  }
}
