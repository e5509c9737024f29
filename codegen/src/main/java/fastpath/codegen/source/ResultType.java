package fastpath.codegen.source;

/**
 * The type of a function's result, as debug information describes it.
 *
 * @param name the type as C writes it
 * @param bytes the size in bytes
 */
public record ResultType(Kind kind, String name, int bytes) {
  /** A function without a result. */
  public static final ResultType VOID = new ResultType(Kind.VOID, "void", 0);

  /** The kinds of types. */
  public enum Kind {
    VOID,
    BOOL,
    SIGNED,
    UNSIGNED,
    POINTER,
    /** A structure or union. */
    COMPOSITE
  }
}
