package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.right;
import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.KnownBits;

/** Simplification rules for shifts. */
final class ShiftRules {
  private ShiftRules() {}

  static Value shift(Instr x, Simplify s) {
    Value a = x.arg(0);
    Const c = right(x);
    if (a.is(0)) {
      return a;
    }
    if (c == null) {
      return maskedCount(x);
    }
    if (c.is(0)) {
      return a;
    }
    long count = c.unsigned();
    if (count >= x.type.bits()) {
      return null;
    }
    if (x.op == Op.ASHR && KnownBits.isNonNegative(a)) {
      x.op = Op.LSHR;
      return x;
    }
    if (x.op == Op.LSHR && (KnownBits.possible(a) >>> count) == 0) {
      return Const.of(x.type, 0);
    }
    if (a instanceof Instr inner && inner.args.size() == 2 && inner.arg(1) instanceof Const d) {
      return twice(x, inner, count, d.unsigned(), s);
    }
    return null;
  }

  /** The CPU takes counts modulo 32 or 64, and C leaves larger counts undefined. */
  private static Value maskedCount(Instr x) {
    if (x.arg(1) instanceof Instr mask
        && mask.op == Op.AND
        && mask.arg(1) instanceof Const m
        && (x.type == Type.I32 && (m.value() & 31) == 31
            || x.type == Type.I64 && (m.value() & 63) == 63)) {
      x.args.set(1, mask.arg(0));
      return x;
    }
    if (x.arg(1) instanceof Instr cast && cast.op.isCast() && cast.arg(0).type().bits() >= 8) {
      x.args.set(1, cast.arg(0));
      return x;
    }
    return null;
  }

  private static Value twice(Instr x, Instr inner, long count, long before, Simplify s) {
    int width = x.type.bits();
    long sum = count + before;
    if (before >= width) {
      return null;
    }
    if (x.op == inner.op) {
      return sum < width
          ? set(x, x.op, inner.arg(0), Const.of(x.type, sum))
          : x.op == Op.ASHR
              ? set(x, x.op, inner.arg(0), Const.of(x.type, width - 1))
              : Const.of(x.type, 0);
    }
    if (x.op == Op.LSHR && inner.op == Op.SHL && before < width) {
      long mask = x.type.mask() >>> count;
      if (before == count) {
        return cheap(mask) ? set(x, Op.AND, inner.arg(0), Const.of(x.type, mask)) : null;
      }
      if (before < count && (KnownBits.possible(inner.arg(0)) << before >>> before) != 0) {
        boolean nothingLost = (KnownBits.possible(inner.arg(0)) & ~(x.type.mask() >>> before)) == 0;
        return nothingLost ? set(x, Op.LSHR, inner.arg(0), Const.of(x.type, count - before)) : null;
      }
    }
    if (x.op == Op.SHL && inner.op == Op.LSHR && before == count) {
      long mask = x.type.mask() << count & x.type.mask();
      return cheap(x.type.canonical(mask))
          ? set(x, Op.AND, inner.arg(0), Const.of(x.type, mask))
          : null;
    }
    if (x.op == Op.SHL && inner.op == Op.ADD) {
      Value shifted = s.emit(Op.SHL, x.type, inner.arg(0), x.arg(1));
      return set(x, Op.ADD, shifted, Const.of(x.type, ((Const) inner.arg(1)).value() << count));
    }
    if (x.op == Op.LSHR && inner.op == Op.AND && s.usedOnce(inner)) {
      // A mask that is applied after the shift has a smaller constant.
      long mask = ((Const) inner.arg(1)).unsigned() >>> count;
      Value shifted = s.emit(Op.LSHR, x.type, inner.arg(0), x.arg(1));
      return set(x, Op.AND, shifted, Const.of(x.type, mask));
    }
    return null;
  }

  /** True if an AND instruction can have the mask as an immediate. */
  private static boolean cheap(long mask) {
    return mask == (int) mask;
  }
}
