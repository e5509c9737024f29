package fastpath.lab.workshop;

/** Thrown when the user has interrupted the work. */
public final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Interrupted() {
    super("interrupted", null, false, false);
  }
}
