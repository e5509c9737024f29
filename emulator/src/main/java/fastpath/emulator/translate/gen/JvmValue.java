package fastpath.emulator.translate.gen;

import fastpath.emulator.isa.Condition;
import fastpath.emulator.isa.Fn;

/** A value of generated code, before it is pushed. */
sealed interface JvmValue {
  record Const(long value) implements JvmValue {}

  /** A long in a local variable of the method. */
  record Local(int index) implements JvmValue {}

  /** The flags as they are before the instruction. */
  record FlagsBefore() implements JvmValue {}

  /** 1 or 0 by the flags before the instruction; computed where it is used. */
  record DeferredCondition(Condition condition) implements JvmValue {}

  /**
   * Flags that a function gives; computed where they are used.
   *
   * @param keeps true if argument c of the function is the flags before
   */
  record DeferredFlags(Fn fn, int bits, JvmValue a, JvmValue b, JvmValue c, boolean keeps)
      implements JvmValue {}
}
