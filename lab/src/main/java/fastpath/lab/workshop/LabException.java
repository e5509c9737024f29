package fastpath.lab.workshop;

/** Something the user can mend; the message is one line that says what and where. */
public class LabException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LabException(String message) {
    super(message);
  }
}
