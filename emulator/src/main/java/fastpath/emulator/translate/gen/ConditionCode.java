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

import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.run.PassageRuntime;
import org.objectweb.asm.Label;

/**
 * Code for conditions of lazy flags. Where a rule knows the function that gives the flags, the
 * condition is a comparison of the function's operands; else the flags are computed.
 */
final class ConditionCode {
  private final BytecodeWriter out;
  private final FunctionCode functions;

  ConditionCode(BytecodeWriter out, FunctionCode functions) {
    this.out = out;
    this.functions = functions;
  }

  /** Jumps where a condition holds in the flags that a function sets. */
  void jump(Fn condition, Fn flags, JvmValue a, JvmValue b, JvmValue c, Label yes) {
    FunctionCode.Sized f = FunctionCode.Sized.of(flags);
    int cc = condition.ordinal() - Fn.COND_O.ordinal();
    boolean done =
        switch (f.family()) {
          case "SUB_FLAGS" -> difference(cc, f.bits(), a, b, yes);
          case "ADD_FLAGS" -> sum(cc, f.bits(), a, b, yes);
          case "AND_FLAGS", "RESULT_FLAGS" -> result(cc, f, a, b, yes);
          case "SHL_FLAGS", "SHR_FLAGS", "SAR_FLAGS" -> shifted(cc, f, a, b, yes);
          case "BT_FLAGS" -> bit(cc, flags, a, b, yes);
          default -> false;
        };
    if (!done) {
      functions.push(flags, a, b, c);
      test(condition, yes);
    }
  }

  /** Jumps where a condition holds in the flags on the stack. */
  void test(Fn condition, Label yes) {
    int cc = condition.ordinal() - Fn.COND_O.ordinal();
    long mask = FlagLiveness.of(condition);
    if (Long.bitCount(mask) == 1) {
      out.mask(mask);
      out.constant(0L);
      out.op(LCMP);
      out.jump((cc & 1) == 0 ? IFNE : IFEQ, yes);
      return;
    }
    // Alu.condition takes the number first, but the flags are already on the stack.
    out.constant(cc);
    out.call(PassageRuntime.class, "holds", "(JI)Z");
    out.jump(IFNE, yes);
  }

  /** A condition of the flags of a - b; false if there is no rule. */
  private boolean difference(int cc, int bits, JvmValue a, JvmValue b, Label yes) {
    switch (cc) {
      case 2, 3, 6, 7 -> {
        unsigned(bits, a, b);
        out.jump(cc == 2 ? IFLT : cc == 3 ? IFGE : cc == 6 ? IFLE : IFGT, yes);
      }
      case 4, 5, 12, 13, 14, 15 -> signed(cc, bits, a, b, yes);
      case 8, 9 -> {
        out.push(a);
        out.push(b);
        out.op(LSUB);
        sign(cc, bits, yes);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean sum(int cc, int bits, JvmValue a, JvmValue b, Label yes) {
    if (cc != 4 && cc != 5 && cc != 8 && cc != 9 && cc != 2 && cc != 3) {
      return false;
    }
    out.push(a);
    out.push(b);
    out.op(LADD);
    switch (cc) {
      case 4, 5 -> zero(cc, bits, yes);
      case 8, 9 -> sign(cc, bits, yes);
      default -> {
        // After a carry the sum is less than either summand.
        out.mask(-1L >>> 64 - bits);
        functions.zeroExtended(bits, a);
        out.call(Long.class, "compareUnsigned", "(JJ)I");
        out.jump(cc == 2 ? IFLT : IFGE, yes);
      }
    }
    return true;
  }

  /** A condition of the flags of a result, with CF and OF clear; false if there is no rule. */
  private boolean result(int cc, FunctionCode.Sized f, JvmValue a, JvmValue b, Label yes) {
    switch (cc) {
      case 0, 2 -> {
        return true;
      }
      case 1, 3 -> {
        out.jump(GOTO, yes);
        return true;
      }
      case 10, 11 -> {
        return false;
      }
      default -> {}
    }
    out.push(a);
    if (f.family().equals("AND_FLAGS")) {
      out.push(b);
      out.op(LAND);
    }
    switch (cc) {
      case 4, 5 -> zero(cc, f.bits(), yes);
      case 6, 7 -> zero(cc - 2, f.bits(), yes);
      case 8, 9 -> sign(cc, f.bits(), yes);
      case 12, 13 -> sign(cc - 4, f.bits(), yes);
      default -> {
        widen(f.bits());
        out.constant(0L);
        out.op(LCMP);
        out.jump(cc == 14 ? IFLE : IFGT, yes);
      }
    }
    return true;
  }

  /** A condition of the flags of a shift by a constant other than 0; false if there is no rule. */
  private boolean shifted(int cc, FunctionCode.Sized f, JvmValue a, JvmValue b, Label yes) {
    long most = f.bits() == 64 ? 63 : 31;
    if (cc != 4 && cc != 5 && cc != 8 && cc != 9
        || !(b instanceof JvmValue.Const count)
        || (count.value() & most) == 0) {
      return false;
    }
    String shift = f.family().substring(0, f.family().indexOf('_'));
    functions.push(Fn.valueOf(shift + f.bits()), a, b, null);
    if (cc < 8) {
      zero(cc, f.bits(), yes);
    } else {
      sign(cc, f.bits(), yes);
    }
    return true;
  }

  private boolean bit(int cc, Fn flags, JvmValue a, JvmValue b, Label yes) {
    if (cc != 2 && cc != 3) {
      return false;
    }
    functions.push(flags, a, b, null);
    out.constant(0L);
    out.op(LCMP);
    out.jump(cc == 2 ? IFNE : IFEQ, yes);
    return true;
  }

  private void zero(int cc, int bits, Label yes) {
    if (bits == 32) {
      out.op(L2I);
      out.jump(cc == 4 ? IFEQ : IFNE, yes);
      return;
    }
    if (bits < 64) {
      out.mask(-1L >>> 64 - bits);
    }
    out.constant(0L);
    out.op(LCMP);
    out.jump(cc == 4 ? IFEQ : IFNE, yes);
  }

  private void sign(int cc, int bits, Label yes) {
    if (bits == 32) {
      out.op(L2I);
      out.jump(cc == 8 ? IFLT : IFGE, yes);
      return;
    }
    widen(bits);
    out.constant(0L);
    out.op(LCMP);
    out.jump(cc == 8 ? IFLT : IFGE, yes);
  }

  /** Shifts the sign bit of a width to bit 63. */
  private void widen(int bits) {
    if (bits < 64) {
      out.constant(64 - bits);
      out.op(LSHL);
    }
  }

  private void signed(int cc, int bits, JvmValue a, JvmValue b, Label yes) {
    int jump =
        switch (cc) {
          case 4 -> IFEQ;
          case 5 -> IFNE;
          case 12 -> IFLT;
          case 13 -> IFGE;
          case 14 -> IFLE;
          default -> IFGT;
        };
    if (bits == 64) {
      out.push(a);
      out.push(b);
      out.op(LCMP);
      out.jump(jump, yes);
      return;
    }
    functions.narrow(bits, a);
    functions.narrow(bits, b);
    out.jump(jump - IFEQ + IF_ICMPEQ, yes);
  }

  /** Compares without sign; pushes an int below, at or above 0. */
  private void unsigned(int bits, JvmValue a, JvmValue b) {
    if (bits == 32) {
      functions.narrow(32, a);
      functions.narrow(32, b);
      out.call(Integer.class, "compareUnsigned", "(II)I");
      return;
    }
    functions.zeroExtended(bits, a);
    functions.zeroExtended(bits, b);
    if (bits == 64) {
      out.call(Long.class, "compareUnsigned", "(JJ)I");
    } else {
      out.op(LCMP);
    }
  }
}
