package fastpath.codegen.source;

/**
 * A function's body, or one inlined copy of it. Two copies inlined at different places are
 * different scopes, because their call sites differ. {@code callSite.scope()} leads from an inlined
 * copy to the code around it.
 *
 * @param function the source name
 * @param file file of the definition
 * @param line line of the definition, from 1
 * @param callSite call that this copy replaced; null for the out-of-line function
 */
public record Scope(String function, String file, int line, Loc callSite) {
  /** The out-of-line function that contains this copy. */
  public Scope outermost() {
    Scope s = this;
    while (s.callSite != null && s.callSite.scope() != null) {
      s = s.callSite.scope();
    }
    return s;
  }
}
