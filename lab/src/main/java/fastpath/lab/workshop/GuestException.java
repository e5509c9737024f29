package fastpath.lab.workshop;

/**
 * Thrown if the guest faulted, exceeded its instruction limit, or did not return for another
 * reason.
 */
public final class GuestException extends LabException {
  private static final long serialVersionUID = 1;

  public GuestException(String message) {
    super(message);
  }
}
