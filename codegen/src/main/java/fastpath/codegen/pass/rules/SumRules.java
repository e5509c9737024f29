package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.as;
import static fastpath.codegen.pass.rules.Rules.right;
import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.KnownBits;

/** Simplification rules for sums, products and quotients. */
final class SumRules {
  private SumRules() {}

  static Value add(Instr x, Simplify s) {
    Value a = x.arg(0);
    Value b = x.arg(1);
    if (b.is(0)) {
      return a;
    }
    if (b instanceof Const c) {
      if (a instanceof SymbolAddr symbol) {
        return SymbolAddr.of(symbol.symbol(), symbol.offset() + c.value());
      }
      return addConstant(x, a, c, s);
    }
    if (as(Op.NEG, b) instanceof Instr n) {
      return set(x, Op.SUB, a, n.arg(0));
    }
    if (as(Op.NEG, a) instanceof Instr n) {
      return set(x, Op.SUB, b, n.arg(0));
    }
    if (as(Op.SUB, a) instanceof Instr d && d.arg(1).equals(b)) {
      return d.arg(0);
    }
    if (as(Op.SUB, b) instanceof Instr d && d.arg(1).equals(a)) {
      return d.arg(0);
    }
    return hoistConstant(x, a, b, s);
  }

  private static Value addConstant(Instr x, Value a, Const c, Simplify s) {
    if (as(Op.ADD, a) instanceof Instr inner) {
      if (inner.arg(1) instanceof Const d) {
        return set(x, Op.ADD, inner.arg(0), Const.of(x.type, c.value() + d.value()));
      }
      if (inner.arg(1) instanceof SymbolAddr symbol) {
        return set(
            x, Op.ADD, inner.arg(0), SymbolAddr.of(symbol.symbol(), symbol.offset() + c.value()));
      }
    }
    if (as(Op.SUB, a) instanceof Instr d && d.arg(0) instanceof Const k) {
      return set(x, Op.SUB, Const.of(x.type, k.value() + c.value()), d.arg(1));
    }
    if (as(Op.NOT, a) instanceof Instr n) {
      return set(x, Op.SUB, Const.of(x.type, c.value() - 1), n.arg(0));
    }
    return null;
  }

  /** (a + k) + b becomes (a + b) + k, because an addressing mode can add the constant. */
  private static Value hoistConstant(Instr x, Value a, Value b, Simplify s) {
    if (as(Op.ADD, a) instanceof Instr l && isFixed(l.arg(1)) && !isFixed(b)) {
      return set(x, Op.ADD, s.emit(Op.ADD, x.type, l.arg(0), b), l.arg(1));
    }
    if (as(Op.ADD, b) instanceof Instr r && isFixed(r.arg(1)) && !isFixed(a)) {
      return set(x, Op.ADD, s.emit(Op.ADD, x.type, a, r.arg(0)), r.arg(1));
    }
    if (as(Op.ADD, a) instanceof Instr l
        && l.arg(1) instanceof Const k
        && b instanceof SymbolAddr symbol) {
      return set(x, Op.ADD, l.arg(0), SymbolAddr.of(symbol.symbol(), symbol.offset() + k.value()));
    }
    return null;
  }

  private static boolean isFixed(Value v) {
    return v instanceof Const || v instanceof SymbolAddr;
  }

  static Value sub(Instr x, Simplify s) {
    Value a = x.arg(0);
    Value b = x.arg(1);
    if (a.equals(b)) {
      return Const.of(x.type, 0);
    }
    if (b instanceof Const c) {
      return set(x, Op.ADD, a, Const.of(x.type, -c.value()));
    }
    if (a.is(0)) {
      return set(x, Op.NEG, b);
    }
    if (as(Op.NEG, b) instanceof Instr n) {
      return set(x, Op.ADD, a, n.arg(0));
    }
    if (a instanceof SymbolAddr p && b instanceof SymbolAddr q && p.symbol().equals(q.symbol())) {
      return Const.i64(p.offset() - q.offset());
    }
    if (as(Op.ADD, a) instanceof Instr sum) {
      if (sum.arg(0).equals(b)) {
        return sum.arg(1);
      }
      if (sum.arg(1).equals(b)) {
        return sum.arg(0);
      }
      if (sum.arg(1) instanceof Const k) {
        return set(x, Op.ADD, s.emit(Op.SUB, x.type, sum.arg(0), b), k);
      }
    }
    if (as(Op.ADD, b) instanceof Instr sum && sum.arg(1) instanceof Const k) {
      Value difference = s.emit(Op.SUB, x.type, a, sum.arg(0));
      return set(x, Op.ADD, difference, Const.of(x.type, -k.value()));
    }
    return null;
  }

  static Value neg(Instr x, Simplify s) {
    if (as(Op.NEG, x.arg(0)) instanceof Instr n) {
      return n.arg(0);
    }
    if (as(Op.SUB, x.arg(0)) instanceof Instr d && s.usedOnce(d)) {
      return set(x, Op.SUB, d.arg(1), d.arg(0));
    }
    return null;
  }

  static Value mul(Instr x, Simplify s) {
    Const c = right(x);
    if (c == null) {
      return null;
    }
    if (c.is(0)) {
      return c;
    }
    if (c.is(1)) {
      return x.arg(0);
    }
    if (c.is(-1)) {
      return set(x, Op.NEG, x.arg(0));
    }
    if (Long.bitCount(c.unsigned()) == 1) {
      int shift = Long.numberOfTrailingZeros(c.unsigned());
      return set(x, Op.SHL, x.arg(0), Const.of(x.type, shift));
    }
    if (as(Op.MUL, x.arg(0)) instanceof Instr m && m.arg(1) instanceof Const d) {
      return set(x, Op.MUL, m.arg(0), Const.of(x.type, c.value() * d.value()));
    }
    if (as(Op.ADD, x.arg(0)) instanceof Instr sum && sum.arg(1) instanceof Const k) {
      Value product = s.emit(Op.MUL, x.type, sum.arg(0), c);
      return set(x, Op.ADD, product, Const.of(x.type, k.value() * c.value()));
    }
    return null;
  }

  static Value divide(Instr x, Simplify s) {
    Const c = right(x);
    if (c == null || c.is(0)) {
      return null;
    }
    boolean quotient = x.op == Op.SDIV || x.op == Op.UDIV;
    if (c.is(1)) {
      return quotient ? x.arg(0) : Const.of(x.type, 0);
    }
    boolean unsigned = x.op == Op.UDIV || x.op == Op.UREM || KnownBits.isNonNegative(x.arg(0));
    if (Long.bitCount(c.unsigned()) != 1 || !unsigned && c.value() < 0) {
      return unsigned && c.value() > 0 ? byMultiplication(x, c, s) : null;
    }
    int shift = Long.numberOfTrailingZeros(c.unsigned());
    if (unsigned) {
      return quotient
          ? set(x, Op.LSHR, x.arg(0), Const.of(x.type, shift))
          : set(x, Op.AND, x.arg(0), Const.of(x.type, c.value() - 1));
    }
    return signedPowerOfTwo(x, shift, quotient, s);
  }

  /** The division rounds toward zero: 2^k - 1 is added to a negative dividend first. */
  private static Value signedPowerOfTwo(Instr x, int shift, boolean quotient, Simplify s) {
    Type t = x.type;
    Value a = x.arg(0);
    Value sign = s.emit(Op.ASHR, t, a, Const.of(t, t.bits() - 1));
    Value bias = s.emit(Op.LSHR, t, sign, Const.of(t, t.bits() - shift));
    Value sum = s.emit(Op.ADD, t, a, bias);
    if (quotient) {
      return set(x, Op.ASHR, sum, Const.of(t, shift));
    }
    Value low = s.emit(Op.AND, t, sum, Const.of(t, (1L << shift) - 1));
    return set(x, Op.SUB, low, bias);
  }

  /** A 32-bit division by a constant becomes a 64-bit multiplication (Hacker's Delight, 10-9). */
  private static Value byMultiplication(Instr x, Const c, Simplify s) {
    if (x.type != Type.I32) {
      return null;
    }
    long possible = KnownBits.possible(x.arg(0));
    long d = c.unsigned();
    int shift = 32 + (64 - Long.numberOfLeadingZeros(d - 1)) - 1;
    long magic = Long.divideUnsigned(1L << shift, d) + 1;
    // The reciprocal is exact for dividends up to N if its error e stays below 1/d: e * N <
    // 2^shift.
    long error = magic * d - (1L << shift);
    if (magic >>> 32 != 0
        || Long.compareUnsigned(error * possible, 1L << shift) >= 0
        || Math.multiplyHigh(error, possible) != 0) {
      return null;
    }
    Value wide = s.emit(Op.ZEXT, Type.I64, x.arg(0));
    Value product = s.emit(Op.MUL, Type.I64, wide, Const.i64(magic));
    Value high = s.emit(Op.LSHR, Type.I64, product, Const.i64(shift));
    Value quotient = s.emit(Op.TRUNC, Type.I32, high);
    if (x.op == Op.UDIV || x.op == Op.SDIV) {
      return quotient;
    }
    Value multiple = s.emit(Op.MUL, Type.I32, quotient, c);
    return set(x, Op.SUB, x.arg(0), multiple);
  }
}
