package fastpath.codegen.source;

import java.util.ArrayList;
import java.util.List;

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

  /** Returns an exception for errors that another compiler reports. */
  public static CompileException of(List<Diagnostic> diagnostics) {
    return new CompileException(diagnostics);
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

  /** Returns this exception with other diagnostics, of which the first is the same error. */
  CompileException with(List<Diagnostic> other) {
    CompileException same = new CompileException(getMessage(), other, ends, getCause());
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** Returns an exception for the same errors, with a note added to the first. */
  public CompileException noting(Diagnostic note) {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    if (!all.isEmpty()) {
      List<Diagnostic> notes = new ArrayList<>(all.getFirst().notes());
      notes.add(note);
      all.set(0, all.getFirst().with(notes));
    }
    return with(all);
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
