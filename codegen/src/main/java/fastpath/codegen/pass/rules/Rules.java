package fastpath.codegen.pass.rules;

import fastpath.codegen.ir.Arith;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;

/**
 * Selects the simplification rules for an instruction. A rule returns a simpler value, the same
 * instruction after changing it in place, or null.
 */
final class Rules {
  private Rules() {}

  static Value apply(Instr x, Simplify s) {
    if (!x.op.isPure() && !x.op.isDivision()) {
      return null;
    }
    Value folded = constant(x);
    if (folded != null) {
      return folded;
    }
    if (x.op.isCommutative() && rank(x.arg(0)) > rank(x.arg(1))) {
      java.util.Collections.swap(x.args, 0, 1);
    }
    Value pushed = intoSelect(x, s);
    if (pushed != null) {
      return pushed;
    }
    return switch (x.op) {
      case ADD -> SumRules.add(x, s);
      case SUB -> SumRules.sub(x, s);
      case NEG -> SumRules.neg(x, s);
      case MUL -> SumRules.mul(x, s);
      case UDIV, UREM, SDIV, SREM -> SumRules.divide(x, s);
      case AND -> LogicRules.and(x, s);
      case OR -> LogicRules.or(x, s);
      case XOR -> LogicRules.xor(x, s);
      case NOT -> LogicRules.not(x, s);
      case SHL, LSHR, ASHR -> ShiftRules.shift(x, s);
      case ROTL -> x.arg(1).is(0) ? x.arg(0) : null;
      case ICMP -> CompareRules.apply(x, s);
      case SELECT -> SelectRules.apply(x, s);
      case ZEXT -> CastRules.zext(x, s);
      case SEXT -> CastRules.sext(x, s);
      case TRUNC -> CastRules.trunc(x, s);
      case BSWAP, CTZ, CLZ, POPCNT, EXPECT, LOAD, STORE, ALLOCA, ATOMIC_RMW -> null;
      case CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG, WRITE_REG -> null;
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET -> null;
      case UNREACHABLE, ASM_GOTO -> null;
    };
  }

  /**
   * Orders the arguments of a commutative operation: constants last, symbol addresses before
   * constants.
   */
  private static int rank(Value v) {
    return v instanceof Const ? 2 : v instanceof fastpath.codegen.ir.SymbolAddr ? 1 : 0;
  }

  private static Value constant(Instr x) {
    long[] v = new long[3];
    for (int i = 0; i < x.args.size(); i++) {
      if (x.args.get(i) instanceof Const c) {
        v[i] = c.value();
      } else if (x.args.get(i) instanceof Undef && x.op.isCast()) {
        // The upper bits of an extension are known, whatever the argument is.
        return x.op == Op.TRUNC ? Undef.of(x.type) : Const.of(x.type, 0);
      } else {
        return null;
      }
    }
    try {
      Type from = x.op == Op.SELECT ? x.type : x.arg(0).type();
      return Const.of(x.type, Arith.apply(x.op, x.type, from, x.attr, v[0], v[1], v[2]));
    } catch (ArithmeticException faults) {
      return null;
    }
  }

  /**
   * Replaces op(select(c, k1, k2), k3) by select(c, op(k1, k3), op(k2, k3)), all k being constants.
   */
  private static Value intoSelect(Instr x, Simplify s) {
    if (x.op == Op.SELECT
        || x.op.isDivision()
        || x.args.size() > 2
        || !(x.arg(0) instanceof Instr sel)
        || sel.op != Op.SELECT
        || !(sel.arg(1) instanceof Const a)
        || !(sel.arg(2) instanceof Const b)) {
      return null;
    }
    long other = 0;
    if (x.args.size() == 2) {
      if (!(x.arg(1) instanceof Const k)) {
        return null;
      }
      other = k.value();
    }
    Const yes = Const.of(x.type, Arith.apply(x.op, x.type, a.type(), x.attr, a.value(), other, 0));
    Const no = Const.of(x.type, Arith.apply(x.op, x.type, b.type(), x.attr, b.value(), other, 0));
    return s.emit(Op.SELECT, x.type, sel.arg(0), yes, no);
  }

  /** Returns the argument if it is an instruction of an operation, else null. */
  static Instr as(Op op, Value v) {
    return v instanceof Instr x && x.op == op ? x : null;
  }

  /** Returns the right argument if it is a constant, else null. */
  static Const right(Instr x) {
    return x.arg(1) instanceof Const c ? c : null;
  }

  static Value set(Instr x, Op op, Value... args) {
    x.op = op;
    x.args.clear();
    x.args.addAll(java.util.List.of(args));
    return x;
  }
}
