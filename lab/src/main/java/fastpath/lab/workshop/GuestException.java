package fastpath.lab.workshop;

/** The guest faulted, ran out of budget, or did not return for another reason. */
public final class GuestException extends LabException {
  private static final long serialVersionUID = 1;

  public GuestException(String message) {
    super(message);
  }
}
