package fastpath.lab.workshop;

/** Work that was given up because the user asked for the end. */
public final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Interrupted() {
    super("interrupted", null, false, false);
  }
}
