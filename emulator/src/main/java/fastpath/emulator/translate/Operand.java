package fastpath.emulator.translate;

import fastpath.emulator.isa.Fn;

/** A value in generated code. */
sealed interface Operand {
  record Const(long value) implements Operand {}

  /** A long in a local variable of the method. */
  record Local(int index) implements Operand {}

  /** The flags as they are before the instruction. */
  record FlagsBefore() implements Operand {}

  /** 1 or 0, of the flags before the instruction; computed where it is used. */
  record Condition(Fn fn) implements Operand {}

  /** Flags that a function would give; fn's argument c is the flags before if it keeps them. */
  record Flags(Fn fn, Operand a, Operand b, Operand c, boolean keeps) implements Operand {}
}
