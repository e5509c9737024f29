package fastpath.codegen.ir;

import java.util.List;

/**
 * The properties of a call.
 *
 * @param noreturn true if the callee never returns
 * @param cold true if the callee is declared cold, so that the path to it is unlikely
 * @param variadic true if the callee is variadic or unprototyped; AL must then hold the number of
 *     vector registers, which is 0
 * @param tail true if the call may be emitted as a jump; only pass {@code returns} sets this
 *     property
 * @param copied for each argument the size in bytes of the object that is passed by a copy on the
 *     stack, or 0 for a word; empty if all arguments are words
 */
public record CallInfo(
    boolean noreturn, boolean cold, boolean variadic, boolean tail, List<Long> copied)
    implements Attribute {
  public static final CallInfo PLAIN = new CallInfo(false, false, false, false, List.of());

  /**
   * The size in bytes of the object that is passed by a copy on the stack; 0 if the argument is a
   * word.
   */
  public long copied(int argument) {
    return copied.isEmpty() ? 0 : copied.get(argument);
  }

  public CallInfo withTail() {
    return new CallInfo(noreturn, cold, variadic, true, copied);
  }
}
