package fastpath.codegen.source;

import java.util.List;
import java.util.Map;

/** The compiler rejected a source. The message is the first error in one line. */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 2;

  private final transient List<Diagnostic> diagnostics;
  private final boolean ends;

  private CompileException(
      String message, List<Diagnostic> diagnostics, boolean ends, Throwable cause) {
    super(message, cause);
    this.diagnostics = List.copyOf(diagnostics);
    this.ends = ends;
  }

  /** An exception for one error of a source. */
  public CompileException(Diagnostic diagnostic) {
    this(diagnostic.toString(), List.of(diagnostic), false, null);
  }

  /** An exception for an error that has another exception as its cause. */
  public CompileException(Diagnostic diagnostic, Throwable cause) {
    this(diagnostic.toString(), List.of(diagnostic), false, cause);
  }

  /** An exception whose diagnostic is given by its parts. */
  public CompileException(String file, int line, int column, String message) {
    this(new Diagnostic(file, line, column, message));
  }

  /** An exception for an error at a place; {@code loc} is null if no place is known. */
  public CompileException(Loc loc, String message) {
    this(
        loc == null
            ? new Diagnostic("", 0, 0, message)
            : new Diagnostic(loc.file(), loc.line(), loc.column(), message));
  }

  /** An exception for all errors of a source, of which there is at least one. */
  public CompileException(List<Diagnostic> diagnostics) {
    this(diagnostics.getFirst().toString(), diagnostics, true, null);
  }

  /** Returns an exception for the same errors, after which the source is not read further. */
  public CompileException ending() {
    return new CompileException(getMessage(), diagnostics, true, getCause());
  }

  /**
   * Returns an exception for an error that results from an error reported before; {@link
   * Diagnostics} drops it.
   */
  public CompileException consequence() {
    return new CompileException(getMessage(), List.of(), ends, getCause());
  }

  /**
   * Returns an exception for the same errors with their source lines.
   *
   * @param texts the files that the compilation has read: names to texts; an error in another file,
   *     which a {@code #line} can name, has no source line
   */
  public CompileException quoting(Map<String, String> texts) {
    List<Diagnostic> quoting =
        diagnostics.stream()
            .map(e -> texts.containsKey(e.file()) ? e.quoting(texts.get(e.file())) : e)
            .toList();
    CompileException quoted = new CompileException(getMessage(), quoting, ends, getCause());
    quoted.setStackTrace(getStackTrace());
    return quoted;
  }

  /** True if the compilation ends with this error, and other errors are not looked for. */
  public boolean ends() {
    return ends;
  }

  /** The first error and its source place. */
  public Diagnostic diagnostic() {
    return diagnostics.getFirst();
  }

  /** All errors in the order in which they were found. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
