package fastpath.codegen.ir;

/**
 * What is known of a call.
 *
 * @param noreturn the callee never returns
 * @param cold the callee is declared cold: the path to it is unlikely
 * @param variadic the callee is variadic or unprototyped: AL gets the number of vector registers, 0
 * @param tail may be emitted as a jump: set by the tail-call pass only
 */
public record CallInfo(boolean noreturn, boolean cold, boolean variadic, boolean tail)
    implements Attribute {
  public static final CallInfo PLAIN = new CallInfo(false, false, false, false);

  public CallInfo withTail() {
    return new CallInfo(noreturn, cold, variadic, true);
  }
}
