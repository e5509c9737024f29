package fastpath.codegen.source;

/**
 * A function's body, or one inlined copy of it. Two copies inlined at different places are
 * different scopes, because their call sites differ. {@code callSite.scope()} is the scope that
 * surrounds an inlined copy.
 *
 * @param function the function's name in the source
 * @param file the file of the definition
 * @param line the line of the definition, from 1
 * @param result the type of the function's result; null if not known
 * @param callSite the call that this copy replaced; null for the out-of-line function
 */
public record Scope(String function, String file, int line, ResultType result, Loc callSite) {
  /** A scope of a function whose result type is not known. */
  public Scope(String function, String file, int line, Loc callSite) {
    this(function, file, line, null, callSite);
  }

  /** Returns the out-of-line function that contains this copy. */
  public Scope outermost() {
    Scope s = this;
    while (s.callSite != null && s.callSite.scope() != null) {
      s = s.callSite.scope();
    }
    return s;
  }
}
