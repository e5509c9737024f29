package fastpath.emulator.engine;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a register or a temp owes to the registers that an interrupt found.
 *
 * @param bits those that may differ if the interrupted registers differ
 * @param copyOf the register whose interrupted value these bits are, each in its place; null if
 *     they are of no single register
 * @param ones bits that may be 1
 */
record Taint(long bits, State copyOf, long ones) {
  /** A value that is the same whatever the interrupted registers held. */
  static final Taint NONE = new Taint(0, null, -1);

  /** Any value. */
  static final Taint ALL = new Taint(-1, null, -1);

  /** Functions that take the low bits of a and b alone, as many as they are wide. */
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

  /** Functions of which a bit depends on the same bit of a and b alone. */
  private static final Set<Fn> BITWISE = EnumSet.of(Fn.AND, Fn.OR, Fn.XOR, Fn.NOT, Fn.ZX);

  /** Functions of equal arguments that give the same value whatever these are. */
  private static final Set<Fn> CONSTANT_OF_EQUALS = EnumSet.of(Fn.XOR, Fn.SUB, Fn.SUB_FLAGS);

  /** What an interrupt finds in a register. */
  static Taint of(State register) {
    return new Taint(register == State.RFLAGS ? Flags.STATUS : -1, register, -1);
  }

  /** A value of which these bits may differ. */
  static Taint of(long bits) {
    return of(bits, null);
  }

  /** A number that an instruction names. */
  static Taint constant(long value) {
    return new Taint(0, null, value);
  }

  /** Some bytes of the value alone, from one on. */
  Taint part(int first, int bytes) {
    return of(bits >>> Byte.SIZE * first & low(Byte.SIZE * bytes));
  }

  boolean isNone() {
    return bits == 0;
  }

  /** True if the low bits, so many, are the same whatever the interrupted registers held. */
  boolean isNone(int width) {
    return (bits & low(width)) == 0;
  }

  private static long low(int width) {
    return -1L >>> Long.SIZE - width;
  }

  /** The taint of a function's value; arguments that the function does not take are none. */
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

  /** True if it is all of what the interrupt found in a register. */
  boolean isAllOf(State register) {
    return copyOf == register && bits == of(register).bits;
  }

  /** The tainted bits that a function takes of its arguments. */
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
