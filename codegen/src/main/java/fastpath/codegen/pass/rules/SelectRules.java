package fastpath.codegen.pass.rules;

import static fastpath.codegen.pass.rules.Rules.as;
import static fastpath.codegen.pass.rules.Rules.set;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;

/** Simplification rules for SELECT. */
final class SelectRules {
  private SelectRules() {}

  static Value apply(Instr x, Simplify s) {
    Value c = x.arg(0);
    Value yes = x.arg(1);
    Value no = x.arg(2);
    if (c instanceof Const k) {
      return k.value() != 0 ? yes : no;
    }
    if (yes.equals(no) || no instanceof Undef) {
      return yes;
    }
    if (yes instanceof Undef) {
      return no;
    }
    if (as(Op.XOR, c) instanceof Instr n && n.arg(1).is(1)) {
      return set(x, Op.SELECT, n.arg(0), no, yes);
    }
    if (as(Op.ICMP, c) instanceof Instr cmp && cmp.pred().isEquality()) {
      // a == b ? a : b is b, and a != b ? a : b is a.
      boolean equal = cmp.pred() == fastpath.codegen.ir.Pred.EQ;
      if (cmp.arg(0).equals(yes) && cmp.arg(1).equals(no)
          || cmp.arg(0).equals(no) && cmp.arg(1).equals(yes)) {
        return equal ? no : yes;
      }
    }
    if (yes instanceof Const y && no instanceof Const n) {
      return constants(x, c, y, n, s);
    }
    if (x.type == Type.I1) {
      if (no.is(0)) {
        return set(x, Op.AND, c, yes);
      }
      if (yes.is(1)) {
        return set(x, Op.OR, c, no);
      }
    }
    return null;
  }

  private static Value constants(Instr x, Value c, Const yes, Const no, Simplify s) {
    if (x.type == Type.I1) {
      return yes.is(1) ? c : s.emit(Op.XOR, Type.I1, c, Const.bool(true));
    }
    if (yes.is(1) && no.is(0)) {
      return set(x, Op.ZEXT, c);
    }
    if (yes.is(0) && no.is(1)) {
      return set(x, Op.ZEXT, s.emit(Op.XOR, Type.I1, c, Const.bool(true)));
    }
    if (no.is(0) && Long.bitCount(yes.unsigned()) == 1) {
      Value bit = s.emit(Op.ZEXT, x.type, c);
      return set(x, Op.SHL, bit, Const.of(x.type, Long.numberOfTrailingZeros(yes.unsigned())));
    }
    return null;
  }
}
