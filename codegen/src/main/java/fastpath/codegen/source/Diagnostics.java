package fastpath.codegen.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The errors of one compilation. A stage that can go on after an error adds the error here; {@link
 * #check} ends the compilation at the end of the stage.
 */
public final class Diagnostics {
  /** The number of errors after which the compilation ends; gcc's and clang's limit is also 20. */
  public static final int MOST = 20;

  private final Set<Diagnostic> errors = new LinkedHashSet<>();

  /**
   * Adds the errors of an exception; an error that is already there is dropped.
   *
   * @throws CompileException with all errors, if there are too many of them, or if the exception
   *     ends the compilation
   */
  public void add(CompileException e) {
    for (Diagnostic error : e.diagnostics()) {
      if (errors.size() == MOST && !errors.contains(error)) {
        errors.add(
            new Diagnostic(
                error.file(), error.line(), error.column(), "more than " + MOST + " errors"));
      }
      if (errors.size() > MOST) {
        throw rejection();
      }
      errors.add(error);
    }
    if (e.ends()) {
      throw rejection();
    }
  }

  private CompileException rejection() {
    return new CompileException(new ArrayList<>(errors));
  }

  /**
   * Ends the compilation if there are errors.
   *
   * @throws CompileException with all errors
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw rejection();
    }
  }
}
