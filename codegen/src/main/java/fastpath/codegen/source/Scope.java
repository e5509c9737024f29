package fastpath.codegen.source;

/**
 * A function's body, or one inlined copy of it. Two copies inlined at different places are
 * different scopes because their call sites differ; nested inlining is the chain through {@code
 * callSite.scope()}.
 *
 * @param function the source name
 * @param file where it is defined
 * @param line the line of its definition, 1-based
 * @param callSite where this copy was inlined; null for the out-of-line function
 */
public record Scope(String function, String file, int line, Loc callSite) {
  /** The out-of-line function that this copy ended up in: the end of the chain. */
  public Scope outermost() {
    Scope s = this;
    while (s.callSite != null && s.callSite.scope() != null) {
      s = s.callSite.scope();
    }
    return s;
  }
}
