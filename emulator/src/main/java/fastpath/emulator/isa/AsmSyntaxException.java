package fastpath.emulator.isa;

/** Thrown if a statement is not an instruction; the message is one line without a position. */
public final class AsmSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AsmSyntaxException(String message) {
    super(message);
  }
}
