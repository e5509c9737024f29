package fastpath.codegen.source;

/** A source was not accepted. The message is the diagnostic's one line. */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  /** The first error found. */
  public CompileException(Diagnostic diagnostic) {
    super(diagnostic.toString());
    this.diagnostic = diagnostic;
  }

  /** An error that another exception tells more about. */
  public CompileException(Diagnostic diagnostic, Throwable cause) {
    super(diagnostic.toString(), cause);
    this.diagnostic = diagnostic;
  }

  /** The same from its parts. */
  public CompileException(String file, int line, int column, String message) {
    this(new Diagnostic(file, line, column, message));
  }

  /** What was wrong and where. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
