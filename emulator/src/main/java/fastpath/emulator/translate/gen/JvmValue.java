package fastpath.emulator.translate.gen;

import fastpath.emulator.isa.Condition;
import fastpath.emulator.isa.Fn;

/** A value in generated code that has not yet been pushed on the JVM stack. */
sealed interface JvmValue {
  record Const(long value) implements JvmValue {}

  /** A long in a local variable of the method. */
  record Local(int index) implements JvmValue {}

  /** RFLAGS as it is before the instruction. */
  record FlagsBefore() implements JvmValue {}

  /**
   * A condition of the flags before the instruction, 1 or 0; the condition is evaluated where it is
   * used.
   */
  record DeferredCondition(Condition condition) implements JvmValue {}

  /**
   * Flags that a function produces; the flags are computed where they are used.
   *
   * @param keeps true if argument c of the function is the previous flags
   */
  record DeferredFlags(Fn fn, int bits, JvmValue a, JvmValue b, JvmValue c, boolean keeps)
      implements JvmValue {}
}
