package fastpath.emulator.engine;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import java.util.EnumSet;
import java.util.Set;

/**
 * The taint of a register or temp: how its value depends on the interrupted registers, which are
 * the registers at the delivery of an interrupt.
 *
 * @param bits the bits that may differ if the interrupted registers differ
 * @param copyOf the register whose interrupted value these bits copy, each at its own position;
 *     null if the bits copy no single register
 * @param ones the bits that may be 1
 */
record Taint(long bits, State copyOf, long ones) {
  /** The taint of a value that does not depend on the interrupted registers. */
  static final Taint NONE = new Taint(0, null, -1);

  /** The taint of a value of which every bit may depend on the interrupted registers. */
  static final Taint ALL = new Taint(-1, null, -1);

  /** Functions that depend only on the low bits of a and b, as many as the function's width. */
  private static final Set<Fn> LOW_BITS =
      EnumSet.of(
          Fn.ADD,
          Fn.ADD_FLAGS,
          Fn.SUB,
          Fn.SUB_FLAGS,
          Fn.AND,
          Fn.OR,
          Fn.XOR,
          Fn.NOT,
          Fn.ZX,
          Fn.SX,
          Fn.AND_FLAGS,
          Fn.RESULT_FLAGS,
          Fn.MUL);

  /** Functions of which each result bit depends only on the same bit of a and b. */
  private static final Set<Fn> BITWISE = EnumSet.of(Fn.AND, Fn.OR, Fn.XOR, Fn.NOT, Fn.ZX);

  /** Functions whose result for two equal arguments is the same for any value of the arguments. */
  private static final Set<Fn> CONSTANT_OF_EQUALS = EnumSet.of(Fn.XOR, Fn.SUB, Fn.SUB_FLAGS);

  /** Returns the taint of a register at an interrupt's delivery. */
  static Taint of(State register) {
    return new Taint(register == State.RFLAGS ? Flags.STATUS : -1, register, -1);
  }

  /** Returns the taint of a value of which the given bits may differ. */
  static Taint of(long bits) {
    return of(bits, null);
  }

  /** Returns the taint of an immediate value. */
  static Taint constant(long value) {
    return new Taint(0, null, value);
  }

  /** Returns the taint of some bytes of the value, from byte {@code first} on. */
  Taint part(int first, int bytes) {
    return of(bits >>> Byte.SIZE * first & low(Byte.SIZE * bytes));
  }

  boolean isNone() {
    return bits == 0;
  }

  /** True if a number of low bits do not depend on the interrupted registers. */
  boolean isNone(int width) {
    return (bits & low(width)) == 0;
  }

  private static long low(int width) {
    return -1L >>> Long.SIZE - width;
  }

  /**
   * Returns the taint of a function's result; an argument that the function does not take has taint
   * {@code NONE}.
   */
  static Taint of(Fn fn, int width, Taint a, Taint b, Taint c) {
    if (a.bits == 0 && b.bits == 0 && c.bits == 0) {
      return NONE;
    }
    if (a.bits == -1
        && b.bits == -1
        && a.copyOf != null
        && a.copyOf == b.copyOf
        && CONSTANT_OF_EQUALS.contains(fn)) {
      return NONE;
    }
    if (fn == Fn.INSERT) {
      State copy = b.isNone(width) ? a.copyOf : null;
      return of(a.bits & ~low(width) | b.bits & low(width), copy);
    }
    long bits = taken(fn, width, a, b, c);
    if (fn == Fn.ZX || fn == Fn.AND && b.bits == 0) {
      return of(bits, a.copyOf);
    }
    return of(BITWISE.contains(fn) ? bits : bits == 0 ? 0 : -1);
  }

  private static Taint of(long bits, State copyOf) {
    return bits == 0 ? NONE : new Taint(bits, copyOf, -1);
  }

  /** True if the value is a complete copy of a register's interrupted value. */
  boolean isAllOf(State register) {
    return copyOf == register && bits == of(register).bits;
  }

  /** Returns the tainted bits of the arguments on which the function's result depends. */
  private static long taken(Fn fn, int width, Taint a, Taint b, Taint c) {
    if (fn.condition() != null) {
      return a.bits & fn.condition().flags();
    }
    if (fn == Fn.AND || fn == Fn.AND_FLAGS) {
      return (a.bits & b.ones | b.bits & a.ones) & low(width);
    }
    if (fn.takesDirection()) {
      return a.bits & Flags.DF;
    }
    long both = a.bits | b.bits;
    return (LOW_BITS.contains(fn) ? both & low(width) : both)
        | (fn.takesCarry() ? c.bits & Flags.CF : c.bits);
  }
}
