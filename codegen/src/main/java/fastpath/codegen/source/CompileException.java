package fastpath.codegen.source;

/** The compiler rejected a source. The message is the diagnostic in one line. */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  /** An exception for the first error of a source. */
  public CompileException(Diagnostic diagnostic) {
    super(diagnostic.toString());
    this.diagnostic = diagnostic;
  }

  /** An exception for an error that has another exception as its cause. */
  public CompileException(Diagnostic diagnostic, Throwable cause) {
    super(diagnostic.toString(), cause);
    this.diagnostic = diagnostic;
  }

  /** An exception whose diagnostic is given by its parts. */
  public CompileException(String file, int line, int column, String message) {
    this(new Diagnostic(file, line, column, message));
  }

  /** The error and its source place. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
