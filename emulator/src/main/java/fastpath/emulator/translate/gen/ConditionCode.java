package fastpath.emulator.translate.gen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.LSUB;

import fastpath.emulator.isa.Condition;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Label;

/**
 * Generates code for conditions of lazy flags. If a rule covers the function that produces the
 * flags, the condition becomes a comparison of the function's operands; otherwise the flags are
 * computed.
 */
final class ConditionCode {
  /**
   * The operands of a function that produces flags, and the label to jump to if the condition
   * holds.
   */
  private record Test(int bits, JvmValue a, JvmValue b, Label yes) {}

  /**
   * Generates a jump by a comparison of operands; returns false if the rule has no comparison for
   * the condition.
   */
  private interface Rule {
    boolean jump(Condition condition, Test test);
  }

  private final BytecodeWriter out;
  private final FunctionCode functions;
  private final Map<Fn, Rule> rules = new EnumMap<>(Fn.class);

  ConditionCode(BytecodeWriter out, FunctionCode functions) {
    this.out = out;
    this.functions = functions;
    rules.put(Fn.SUB_FLAGS, this::difference);
    rules.put(Fn.ADD_FLAGS, this::sum);
    rules.put(Fn.AND_FLAGS, (condition, t) -> result(condition, t, this::pushAnd));
    rules.put(Fn.RESULT_FLAGS, (condition, t) -> result(condition, t, test -> out.push(test.a)));
    rules.put(Fn.SHL_FLAGS, (condition, t) -> shifted(condition, t, Fn.SHL));
    rules.put(Fn.SHR_FLAGS, (condition, t) -> shifted(condition, t, Fn.SHR));
    rules.put(Fn.SAR_FLAGS, (condition, t) -> shifted(condition, t, Fn.SAR));
    rules.put(Fn.BT_FLAGS, this::bit);
  }

  /** Generates a jump that is taken if a condition holds in the flags that a function produces. */
  void jump(
      Condition condition, Fn flags, int bits, JvmValue a, JvmValue b, JvmValue c, Label yes) {
    Rule rule = rules.get(flags);
    if (rule == null || !rule.jump(condition, new Test(bits, a, b, yes))) {
      functions.push(flags, bits, a, b, c);
      test(condition, yes);
    }
  }

  /** Generates a jump that is taken if a condition holds in the flags on the stack. */
  void test(Condition condition, Label yes) {
    if (Long.bitCount(condition.flags()) == 1) {
      out.mask(condition.flags());
      out.constant(0L);
      out.op(LCMP);
      out.jump(condition.isNegated() ? IFEQ : IFNE, yes);
      return;
    }
    // Alu.condition takes the number first, but the flags are already on the stack.
    out.constant(condition.number());
    out.call(PassageRuntime.class, "holds", "(JI)Z");
    out.jump(IFNE, yes);
  }

  /** The rule for the flags of a - b. */
  private boolean difference(Condition condition, Test t) {
    return switch (condition) {
      case B, AE, BE, A -> unsigned(condition, t);
      case E, NE, L, GE, LE, G -> signed(condition, t);
      case S, NS -> {
        out.push(t.a);
        out.push(t.b);
        out.op(LSUB);
        yield sign(condition.isNegated(), t);
      }
      case O, NO, P, NP -> false;
    };
  }

  /** The rule for the flags of a + b. */
  private boolean sum(Condition condition, Test t) {
    return switch (condition) {
      case E, NE -> {
        pushSum(t);
        yield zero(condition.isNegated(), t);
      }
      case S, NS -> {
        pushSum(t);
        yield sign(condition.isNegated(), t);
      }
      case B, AE -> {
        // If the addition carries, the sum is less than either operand.
        pushSum(t);
        out.mask(-1L >>> 64 - t.bits);
        functions.zeroExtended(t.bits, t.a);
        out.call(Long.class, "compareUnsigned", "(JJ)I");
        out.jump(condition.isNegated() ? IFGE : IFLT, t.yes);
        yield true;
      }
      case O, NO, BE, A, P, NP, L, GE, LE, G -> false;
    };
  }

  private void pushSum(Test t) {
    out.push(t.a);
    out.push(t.b);
    out.op(LADD);
  }

  private void pushAnd(Test t) {
    out.push(t.a);
    out.push(t.b);
    out.op(LAND);
  }

  /** The rule for the flags of a result, with CF and OF clear. */
  private boolean result(Condition condition, Test t, Consumer<Test> push) {
    switch (condition) {
      case O, B -> {
        return true;
      }
      case NO, AE -> {
        out.jump(GOTO, t.yes);
        return true;
      }
      case P, NP -> {
        return false;
      }
      case E, NE, BE, A, S, NS, L, GE, LE, G -> push.accept(t);
    }
    return switch (condition) {
      case E, NE, BE, A -> zero(condition.isNegated(), t);
      case S, NS, L, GE -> sign(condition.isNegated(), t);
      case LE, G -> {
        widen(t.bits);
        out.constant(0L);
        out.op(LCMP);
        out.jump(condition.isNegated() ? IFGT : IFLE, t.yes);
        yield true;
      }
      case O, NO, B, AE, P, NP -> throw new IllegalStateException(condition.toString());
    };
  }

  /** The rule for the flags of a shift by a constant other than 0. */
  private boolean shifted(Condition condition, Test t, Fn shift) {
    boolean zero = condition == Condition.E || condition == Condition.NE;
    boolean sign = condition == Condition.S || condition == Condition.NS;
    long countMask = t.bits == 64 ? 63 : 31;
    if (!zero && !sign
        || !(t.b instanceof JvmValue.Const count)
        || (count.value() & countMask) == 0) {
      return false;
    }
    functions.push(shift, t.bits, t.a, t.b, null);
    return zero ? zero(condition.isNegated(), t) : sign(condition.isNegated(), t);
  }

  /** The rule for CF as set by a bit test. */
  private boolean bit(Condition condition, Test t) {
    if (condition != Condition.B && condition != Condition.AE) {
      return false;
    }
    functions.push(Fn.BT_FLAGS, t.bits, t.a, t.b, null);
    out.constant(0L);
    out.op(LCMP);
    out.jump(condition.isNegated() ? IFEQ : IFNE, t.yes);
    return true;
  }

  /**
   * Generates a jump that is taken if the result on the stack is zero, or, where negated, if it is
   * not zero.
   */
  private boolean zero(boolean negated, Test t) {
    if (t.bits == 32) {
      out.op(L2I);
    } else {
      if (t.bits < 64) {
        out.mask(-1L >>> 64 - t.bits);
      }
      out.constant(0L);
      out.op(LCMP);
    }
    out.jump(negated ? IFNE : IFEQ, t.yes);
    return true;
  }

  /**
   * Generates a jump that is taken if the result on the stack is negative, or, where negated, if it
   * is not negative.
   */
  private boolean sign(boolean negated, Test t) {
    if (t.bits == 32) {
      out.op(L2I);
    } else {
      widen(t.bits);
      out.constant(0L);
      out.op(LCMP);
    }
    out.jump(negated ? IFGE : IFLT, t.yes);
    return true;
  }

  /** Shifts the sign bit of a value of a width to bit 63. */
  private void widen(int bits) {
    if (bits < 64) {
      out.constant(64 - bits);
      out.op(LSHL);
    }
  }

  private boolean signed(Condition condition, Test t) {
    if (t.bits == 64) {
      out.push(t.a);
      out.push(t.b);
      out.op(LCMP);
      out.jump(comparison(condition), t.yes);
    } else {
      functions.narrow(t.bits, t.a);
      functions.narrow(t.bits, t.b);
      out.jump(comparison(condition) - IFEQ + IF_ICMPEQ, t.yes);
    }
    return true;
  }

  private boolean unsigned(Condition condition, Test t) {
    if (t.bits == 32) {
      functions.narrow(32, t.a);
      functions.narrow(32, t.b);
      out.call(Integer.class, "compareUnsigned", "(II)I");
    } else {
      functions.zeroExtended(t.bits, t.a);
      functions.zeroExtended(t.bits, t.b);
      if (t.bits == 64) {
        out.call(Long.class, "compareUnsigned", "(JJ)I");
      } else {
        out.op(LCMP);
      }
    }
    out.jump(comparison(condition), t.yes);
    return true;
  }

  /**
   * Returns the JVM opcode that compares an int with 0, for a condition on the result of a
   * comparison.
   */
  private static int comparison(Condition condition) {
    return switch (condition) {
      case E -> IFEQ;
      case NE -> IFNE;
      case L, B -> IFLT;
      case GE, AE -> IFGE;
      case LE, BE -> IFLE;
      case G, A -> IFGT;
      case O, NO, S, NS, P, NP -> throw new IllegalArgumentException(condition.toString());
    };
  }
}
