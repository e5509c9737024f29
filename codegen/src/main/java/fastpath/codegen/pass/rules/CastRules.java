package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.as;
import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.KnownBits;

/** Simplification rules for extension and truncation. */
final class CastRules {
  private CastRules() {}

  static Value zext(Instr x, Simplify s) {
    Value a = x.arg(0);
    if (as(Op.ZEXT, a) instanceof Instr z) {
      return set(x, Op.ZEXT, z.arg(0));
    }
    if (as(Op.TRUNC, a) instanceof Instr t && a.type() != Type.I1) {
      Value wide = t.arg(0);
      if (wide.type() == x.type && (KnownBits.possible(wide) & ~a.type().mask()) == 0) {
        return wide;
      }
      // The extension goes through 32 bits, for which the CPU zero-extends without an instruction.
      if (wide.type() == x.type && a.type() != Type.I32) {
        return set(x, Op.AND, wide, Const.of(x.type, a.type().mask()));
      }
      if (wide.type().bits() > x.type.bits()) {
        Value narrow = s.emit(Op.TRUNC, x.type, wide);
        return set(x, Op.AND, narrow, Const.of(x.type, a.type().mask()));
      }
      if (wide.type().bits() < x.type.bits()) {
        Value masked = s.emit(Op.AND, wide.type(), wide, Const.of(wide.type(), a.type().mask()));
        return set(x, Op.ZEXT, masked);
      }
    }
    return null;
  }

  static Value sext(Instr x, Simplify s) {
    Value a = x.arg(0);
    if (a.type() != Type.I1 && KnownBits.isNonNegative(a)) {
      return set(x, Op.ZEXT, a);
    }
    if (as(Op.SEXT, a) instanceof Instr z) {
      return set(x, Op.SEXT, z.arg(0));
    }
    if (as(Op.TRUNC, a) instanceof Instr t
        && t.arg(0).type() == x.type
        && KnownBits.signBits(t.arg(0)) > x.type.bits() - a.type().bits()) {
      return t.arg(0);
    }
    return null;
  }

  static Value trunc(Instr x, Simplify s) {
    if (!(x.arg(0) instanceof Instr a)) {
      return null;
    }
    Type type = x.type;
    return switch (a.op) {
      case TRUNC -> set(x, Op.TRUNC, a.arg(0));
      case ZEXT, SEXT -> truncOfExtension(x, a);
      case ADD, SUB, MUL, AND, OR, XOR, NEG, NOT -> type != Type.I1 ? narrow(x, a, s) : null;
      case SHL ->
          a.arg(1) instanceof Const c && c.unsigned() < type.bits() && type != Type.I1
              ? narrow(x, a, s)
              : null;
      case SELECT -> truncOfSelect(x, a, s);
      case LSHR, ASHR, ROTL, SDIV, UDIV, SREM, UREM, BSWAP, CTZ, CLZ, POPCNT -> null;
      case ICMP, EXPECT, LOAD, STORE, ALLOCA, ATOMIC_RMW, CMPXCHG, FENCE -> null;
      case CALL, ASM, RESULT, READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS -> null;
      case RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> null;
    };
  }

  private static Value truncOfExtension(Instr x, Instr extension) {
    Value inner = extension.arg(0);
    if (inner.type() == x.type) {
      return inner;
    }
    return set(x, inner.type().bits() > x.type.bits() ? Op.TRUNC : extension.op, inner);
  }

  private static Value truncOfSelect(Instr x, Instr select, Simplify s) {
    if (!(select.arg(1) instanceof Const) && !(select.arg(2) instanceof Const)) {
      return null;
    }
    Value yes = s.emit(Op.TRUNC, x.type, select.arg(1));
    Value no = s.emit(Op.TRUNC, x.type, select.arg(2));
    return set(x, Op.SELECT, select.arg(0), yes, no);
  }

  /** The low bits of a sum depend on the low bits of its operands alone. */
  private static Value narrow(Instr x, Instr a, Simplify s) {
    boolean free = s.usedOnce(a);
    for (Value arg : a.args) {
      free &= isFree(arg, x.type) || x.type == Type.I32 && arg instanceof Instr i && s.usedOnce(i);
    }
    boolean some = false;
    for (Value arg : a.args) {
      some |= isFree(arg, x.type);
    }
    if (!free && !(some && s.usedOnce(a)) || x.type.bits() < 32 && !allFree(a, x.type)) {
      return null;
    }
    Value[] args = new Value[a.args.size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = s.emit(Op.TRUNC, x.type, a.arg(i));
    }
    return set(x, a.op, args);
  }

  private static boolean allFree(Instr a, Type type) {
    for (Value arg : a.args) {
      if (!isFree(arg, type)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(Value v, Type type) {
    return v instanceof Const
        || v instanceof Instr c
            && (c.op == Op.ZEXT || c.op == Op.SEXT)
            && c.arg(0).type().bits() <= type.bits();
  }
}
