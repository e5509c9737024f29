package fastpath.codegen.ir;

import java.util.List;

/**
 * What is known of a call.
 *
 * @param noreturn the callee never returns
 * @param cold the callee is declared cold: the path to it is unlikely
 * @param variadic the callee is variadic or unprototyped: AL gets the number of vector registers, 0
 * @param tail may be emitted as a jump: set by the tail-call pass only
 * @param copied for each argument the bytes of the object at its address, of which the callee gets
 *     a copy on the stack, or 0 for an argument that is a word; empty if every argument is
 */
public record CallInfo(
    boolean noreturn, boolean cold, boolean variadic, boolean tail, List<Long> copied)
    implements Attribute {
  public static final CallInfo PLAIN = new CallInfo(false, false, false, false, List.of());

  /** Bytes of the object that an argument is a copy of; 0 if the argument is a word. */
  public long copied(int argument) {
    return copied.isEmpty() ? 0 : copied.get(argument);
  }

  public CallInfo withTail() {
    return new CallInfo(noreturn, cold, variadic, true, copied);
  }
}
