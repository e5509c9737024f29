package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.KnownBits;

/** Simplification rules for ICMP. */
final class CompareRules {
  private CompareRules() {}

  static Value apply(Instr x, Simplify s) {
    Value a = x.arg(0);
    Value b = x.arg(1);
    Pred p = x.pred();
    if (a.equals(b)) {
      return Const.bool(p.test(Type.I64, 0, 0));
    }
    boolean fixed = b instanceof Const || b instanceof SymbolAddr;
    if (a instanceof Const && !(b instanceof Const) || a instanceof SymbolAddr && !fixed) {
      x.attr = p.swapped();
      return set(x, Op.ICMP, b, a);
    }
    if (b instanceof Const c) {
      return withConstant(x, a, c, p, s);
    }
    return twoValues(x, a, b, p, s);
  }

  private static Value twoValues(Instr x, Value a, Value b, Pred p, Simplify s) {
    if (a instanceof Instr l
        && b instanceof Instr r
        && l.op == r.op
        && (l.op == Op.ZEXT || l.op == Op.SEXT)
        && l.arg(0).type() == r.arg(0).type()
        && l.arg(0).type() != Type.I1) {
      x.attr = l.op == Op.ZEXT ? unsigned(p) : p;
      return set(x, Op.ICMP, l.arg(0), r.arg(0));
    }
    return null;
  }

  private static Pred unsigned(Pred p) {
    return switch (p) {
      case EQ, NE, ULT, ULE, UGT, UGE -> p;
      case SLT -> Pred.ULT;
      case SLE -> Pred.ULE;
      case SGT -> Pred.UGT;
      case SGE -> Pred.UGE;
    };
  }

  private static Value withConstant(Instr x, Value a, Const c, Pred p, Simplify s) {
    if (a instanceof SymbolAddr && c.is(0) && p.isEquality()) {
      return null; // The address of a weak symbol may be null.
    }
    if (a.type() == Type.I1) {
      return ofBool(x, a, c, p, s);
    }
    Value decided = byRange(a, c, p);
    if (decided != null) {
      return decided;
    }
    Pred canonical = canonical(x, c, p);
    if (canonical != p) {
      x.attr = canonical;
      return x;
    }
    Value strict = strict(x, a, c, p);
    if (strict != null) {
      return strict;
    }
    if (!(a instanceof Instr i)) {
      return null;
    }
    return switch (i.op) {
      case ZEXT -> ofZext(x, i, c, p, s);
      case SEXT -> ofSext(x, i, c, p);
      case ADD, SUB, XOR -> p.isEquality() ? ofSum(x, i, c, s) : null;
      case NEG -> p.isEquality() && c.is(0) ? set(x, Op.ICMP, i.arg(0), c) : null;
      case AND -> p.isEquality() ? ofMask(x, i, c, p, s) : null;
      case OR -> null;
      case LSHR, SHL -> p.isEquality() && c.is(0) ? ofShift(x, i, c, s) : null;
      case TRUNC -> ofTrunc(x, i, c, p, s);
      case MUL, ASHR, ROTL, SDIV, UDIV, SREM, UREM, NOT, BSWAP, CTZ, CLZ -> null;
      case POPCNT, ICMP, SELECT, EXPECT, LOAD, STORE, ALLOCA, ATOMIC_RMW -> null;
      case CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG, WRITE_REG -> null;
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET -> null;
      case UNREACHABLE, ASM_GOTO -> null;
    };
  }

  /** A comparison with a bound that only one value satisfies becomes an equality. */
  private static Pred canonical(Instr x, Const c, Pred p) {
    return switch (p) {
      case ULE -> c.is(0) ? Pred.EQ : p;
      case UGT -> c.is(0) ? Pred.NE : p;
      case SLT, SLE, SGT, SGE ->
          c.value() >= 0 && KnownBits.isNonNegative(x.arg(0)) ? unsigned(p) : p;
      case EQ, NE, ULT, UGE -> p;
    };
  }

  private static Value strict(Instr x, Value a, Const c, Pred p) {
    if (c.is(1) && (p == Pred.ULT || p == Pred.UGE)) {
      x.attr = p == Pred.ULT ? Pred.EQ : Pred.NE;
      return set(x, Op.ICMP, a, Const.of(c.type(), 0));
    }
    // The comparison x < 1 becomes x <= 0, and x > -1 becomes x >= 0, because a test with zero
    // needs no immediate. gcc does the same.
    if (c.is(1) && (p == Pred.SLT || p == Pred.SGE)) {
      x.attr = p == Pred.SLT ? Pred.SLE : Pred.SGT;
      return set(x, Op.ICMP, a, Const.of(c.type(), 0));
    }
    if (c.is(-1) && (p == Pred.SGT || p == Pred.SLE)) {
      x.attr = p == Pred.SGT ? Pred.SGE : Pred.SLT;
      return set(x, Op.ICMP, a, Const.of(c.type(), 0));
    }
    return null;
  }

  private static Value byRange(Value a, Const c, Pred p) {
    long possible = KnownBits.possible(a);
    long k = c.unsigned();
    if (p.isEquality() && (k & ~possible) != 0) {
      return Const.bool(p == Pred.NE);
    }
    if (p == Pred.ULT && k == 0) {
      return Const.bool(false);
    }
    if (p == Pred.UGE && k == 0) {
      return Const.bool(true);
    }
    long most = possible;
    boolean below = Long.compareUnsigned(most, k) < 0;
    boolean atMost = Long.compareUnsigned(most, k) <= 0;
    return switch (p) {
      case ULT -> below ? Const.bool(true) : null;
      case UGE -> below ? Const.bool(false) : null;
      case ULE -> atMost ? Const.bool(true) : null;
      case UGT -> atMost ? Const.bool(false) : null;
      case EQ, NE, SLT, SLE, SGT, SGE -> null;
    };
  }

  private static Value ofBool(Instr x, Value a, Const c, Pred p, Simplify s) {
    boolean ifZero = p.test(Type.I1, 0, c.value());
    boolean ifOne = p.test(Type.I1, 1, c.value());
    if (ifZero == ifOne) {
      return Const.bool(ifZero);
    }
    return ifOne ? a : s.emit(Op.XOR, Type.I1, a, Const.bool(true));
  }

  private static Value ofZext(Instr x, Instr z, Const c, Pred p, Simplify s) {
    Type narrow = z.arg(0).type();
    Pred q = p.isSigned() && c.value() >= 0 ? unsigned(p) : p;
    if (q.isSigned()) {
      return Const.bool(p == Pred.SGT || p == Pred.SGE);
    }
    if ((c.unsigned() & ~narrow.mask()) != 0) {
      return Const.bool(q == Pred.NE || q == Pred.ULT || q == Pred.ULE);
    }
    x.attr = q;
    return set(x, Op.ICMP, z.arg(0), Const.of(narrow, c.value()));
  }

  private static Value ofSext(Instr x, Instr z, Const c, Pred p) {
    Type narrow = z.arg(0).type();
    if (narrow == Type.I1 || narrow.canonical(c.value()) != c.value()) {
      return p.isEquality() && narrow != Type.I1 ? Const.bool(p == Pred.NE) : null;
    }
    return set(x, Op.ICMP, z.arg(0), Const.of(narrow, c.value()));
  }

  private static Value ofSum(Instr x, Instr sum, Const c, Simplify s) {
    if (sum.arg(1) instanceof Const k && sum.op != Op.SUB) {
      long value = sum.op == Op.ADD ? c.value() - k.value() : c.value() ^ k.value();
      return s.usedOnce(sum) || !c.is(0)
          ? set(x, Op.ICMP, sum.arg(0), Const.of(c.type(), value))
          : null;
    }
    if (c.is(0) && sum.op != Op.ADD && s.usedOnce(sum)) {
      return set(x, Op.ICMP, sum.arg(0), sum.arg(1));
    }
    return null;
  }

  private static Value ofMask(Instr x, Instr and, Const c, Pred p, Simplify s) {
    if (!(and.arg(1) instanceof Const mask)) {
      return null;
    }
    if (Long.bitCount(mask.unsigned()) == 1 && c.unsigned() == mask.unsigned()) {
      x.attr = p.negated();
      return set(x, Op.ICMP, and, Const.of(c.type(), 0));
    }
    if (!c.is(0) || !s.usedOnce(and)) {
      return null;
    }
    if (mask.unsigned() == 1L << (c.type().bits() - 1)) {
      x.attr = p == Pred.NE ? Pred.SLT : Pred.SGE;
      return set(x, Op.ICMP, and.arg(0), c);
    }
    if (and.arg(0) instanceof Instr shift
        && shift.op == Op.LSHR
        && shift.arg(1) instanceof Const k
        && s.usedOnce(shift)) {
      long moved = mask.unsigned() << k.unsigned();
      Const wide = Const.of(c.type(), moved);
      if (moved >>> k.unsigned() == mask.unsigned() && wide.value() == (int) wide.value()) {
        return set(x, Op.ICMP, s.emit(Op.AND, c.type(), shift.arg(0), wide), c);
      }
    }
    return null;
  }

  private static Value ofShift(Instr x, Instr shift, Const c, Simplify s) {
    if (shift.op != Op.LSHR || !(shift.arg(1) instanceof Const k)) {
      return null;
    }
    long mask = c.type().mask() << k.unsigned() & c.type().mask();
    Const m = Const.of(c.type(), mask);
    if (m.value() == (int) m.value() && s.usedOnce(shift)) {
      return set(x, Op.ICMP, s.emit(Op.AND, c.type(), shift.arg(0), m), c);
    }
    return null;
  }

  private static Value ofTrunc(Instr x, Instr trunc, Const c, Pred p, Simplify s) {
    Value wide = trunc.arg(0);
    if ((KnownBits.possible(wide) & ~trunc.type.mask()) == 0 && !p.isSigned()) {
      return set(x, Op.ICMP, wide, Const.of(wide.type(), c.unsigned()));
    }
    return null;
  }
}
