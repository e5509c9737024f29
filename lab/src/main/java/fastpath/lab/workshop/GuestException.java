package fastpath.lab.workshop;

/** The guest faulted, ran out of budget, or ended otherwise than by returning. */
public final class GuestException extends LabException {
  private static final long serialVersionUID = 1;

  public GuestException(String message) {
    super(message);
  }
}
