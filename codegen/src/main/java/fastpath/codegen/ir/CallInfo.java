package fastpath.codegen.ir;

import java.util.List;

/**
 * Properties of a call.
 *
 * @param noreturn true if the callee never returns
 * @param cold true if the callee is declared cold, so that the path to it is unlikely
 * @param variadic true if the callee is variadic or unprototyped; AL then holds the number of
 *     vector registers, 0
 * @param tail true if the call may be emitted as a jump; only pass returns sets it
 * @param copied for each argument the size in bytes of the object at its address, of which the
 *     callee gets a copy on the stack, or 0 for an argument that is a word; empty if all arguments
 *     are words
 */
public record CallInfo(
    boolean noreturn, boolean cold, boolean variadic, boolean tail, List<Long> copied)
    implements Attribute {
  public static final CallInfo PLAIN = new CallInfo(false, false, false, false, List.of());

  /** Size in bytes of the object that an argument is a copy of; 0 if the argument is a word. */
  public long copied(int argument) {
    return copied.isEmpty() ? 0 : copied.get(argument);
  }

  public CallInfo withTail() {
    return new CallInfo(noreturn, cold, variadic, true, copied);
  }
}
