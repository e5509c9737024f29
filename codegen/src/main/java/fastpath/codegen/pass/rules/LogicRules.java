package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.as;
import static fastpath.codegen.pass.rules.Rules.right;
import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.KnownBits;

/** Simplification rules for bitwise operations. */
final class LogicRules {
  private LogicRules() {}

  static Value and(Instr x, Simplify s) {
    Value a = x.arg(0);
    if (a.equals(x.arg(1))) {
      return a;
    }
    if (a instanceof fastpath.codegen.ir.Undef) {
      return Const.of(x.type, 0);
    }
    Const c = right(x);
    if (c == null) {
      return null;
    }
    long possible = KnownBits.possible(a);
    if ((possible & ~c.unsigned()) == 0) {
      return a;
    }
    if ((possible & c.unsigned()) == 0) {
      return Const.of(x.type, 0);
    }
    if (as(Op.AND, a) instanceof Instr inner && inner.arg(1) instanceof Const d) {
      return set(x, Op.AND, inner.arg(0), Const.of(x.type, c.value() & d.value()));
    }
    if (as(Op.ZEXT, a) instanceof Instr z) {
      Type narrow = z.arg(0).type();
      if (narrow != Type.I1 && narrow.bits() >= 32) {
        Value masked = s.emit(Op.AND, narrow, z.arg(0), Const.of(narrow, c.value()));
        return set(x, Op.ZEXT, masked);
      }
    }
    if (as(Op.SEXT, a) instanceof Instr z
        && (c.unsigned() & ~z.arg(0).type().mask()) == 0
        && z.arg(0).type() != Type.I1) {
      Value wide = s.emit(Op.ZEXT, x.type, z.arg(0));
      return set(x, Op.AND, wide, c);
    }
    // Removes operands of an OR, XOR or sum that affect only bits which a mask clears.
    if (a instanceof Instr o
        && (o.op == Op.OR || o.op == Op.XOR)
        && o.arg(1) instanceof Const d
        && (d.unsigned() & c.unsigned()) == 0) {
      return set(x, Op.AND, o.arg(0), c);
    }
    return null;
  }

  static Value or(Instr x, Simplify s) {
    Value a = x.arg(0);
    Value b = x.arg(1);
    if (a.equals(b) || b.is(0)) {
      return a;
    }
    if (b.is(x.type == Type.I1 ? 1 : -1)) {
      return b;
    }
    if (b instanceof Const c) {
      if (as(Op.OR, a) instanceof Instr inner && inner.arg(1) instanceof Const d) {
        return set(x, Op.OR, inner.arg(0), Const.of(x.type, c.value() | d.value()));
      }
      return null;
    }
    return rotate(x, a, b, s);
  }

  /** Recognises (v << k) | (v >> (width - k)) as a rotation. */
  private static Value rotate(Instr x, Value a, Value b, Simplify s) {
    Instr left = as(Op.SHL, a) != null ? as(Op.SHL, a) : as(Op.SHL, b);
    Instr right = as(Op.LSHR, a) != null ? as(Op.LSHR, a) : as(Op.LSHR, b);
    if (left == null || right == null || !left.arg(0).equals(right.arg(0))) {
      return null;
    }
    if (left.arg(1) instanceof Const l && right.arg(1) instanceof Const r) {
      return l.value() + r.value() == x.type.bits()
          ? set(x, Op.ROTL, left.arg(0), left.arg(1))
          : null;
    }
    return null;
  }

  static Value xor(Instr x, Simplify s) {
    Value a = x.arg(0);
    Value b = x.arg(1);
    if (a.equals(b)) {
      return Const.of(x.type, 0);
    }
    if (b.is(0)) {
      return a;
    }
    if (x.type == Type.I1 && b.is(1)) {
      if (as(Op.ICMP, a) instanceof Instr cmp && s.usedOnce(cmp)) {
        return s.emitCompare(cmp.pred().negated(), cmp.arg(0), cmp.arg(1));
      }
    } else if (b.is(-1)) {
      return set(x, Op.NOT, a);
    }
    if (b instanceof Const c
        && as(Op.XOR, a) instanceof Instr inner
        && inner.arg(1) instanceof Const d) {
      return set(x, Op.XOR, inner.arg(0), Const.of(x.type, c.value() ^ d.value()));
    }
    return null;
  }

  static Value not(Instr x, Simplify s) {
    if (x.type == Type.I1) {
      return set(x, Op.XOR, x.arg(0), Const.bool(true));
    }
    if (as(Op.NOT, x.arg(0)) instanceof Instr n) {
      return n.arg(0);
    }
    return null;
  }
}
