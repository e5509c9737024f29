package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Arith;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.CfgEdits;
import fastpath.codegen.pass.edit.Replacements;

/**
 * Applies {@code __builtin_expect} to the branches that depend on it: through conversions and
 * comparisons, and through PHIs of constants that {@code &&}, {@code ||} and inlined returns leave.
 */
public final class Expect {
  private static final int DEPTH = 8;

  private Expect() {}

  /**
   * Sets branch weights and keeps the EXPECTs, for functions into which this function will be
   * inlined.
   */
  public static void annotate(Function f) {
    for (Block b : f.blocks) {
      Instr t = b.terminator();
      if (t.op != Op.CONDBR) {
        continue;
      }
      Long expected = value(t.arg(0), DEPTH);
      if (expected != null) {
        if (t.attr == null) {
          t.attr = new BranchWeight(expected != 0 ? BranchWeight.EXPECT_PROBABILITY : unlikely());
        }
        edges(t.arg(0), expected);
      }
    }
  }

  /** Sets branch weights and removes the EXPECTs. */
  public static void lower(Function f) {
    annotate(f);
    Replacements rewrite = new Replacements();
    for (Block b : f.blocks) {
      for (Instr x : b.instrs) {
        if (x.op == Op.EXPECT) {
          rewrite.replace(x, x.arg(0));
        }
      }
    }
    rewrite.apply(f);
  }

  private static double unlikely() {
    return 1 - BranchWeight.EXPECT_PROBABILITY;
  }

  /**
   * Returns the value that the source expects, or null. A constant without EXPECT does not count as
   * an expectation.
   */
  private static Long value(Value v, int depth) {
    if (!(v instanceof Instr x) || depth == 0) {
      return null;
    }
    if (x.op == Op.EXPECT) {
      return x.expected();
    }
    if (x.op == Op.PHI) {
      return phi(x, depth);
    }
    if (!x.op.isPure()) {
      return null;
    }
    boolean any = false;
    long[] args = new long[3];
    for (int i = 0; i < x.args.size(); i++) {
      Long arg =
          x.args.get(i) instanceof Const c ? (Long) c.value() : value(x.args.get(i), depth - 1);
      if (arg == null) {
        return absorbing(x, depth);
      }
      any |= !(x.args.get(i) instanceof Const);
      args[i] = arg;
    }
    Type from = x.op == Op.SELECT ? x.type : x.arg(0).type();
    return any ? (Long) Arith.apply(x.op, x.type, from, x.attr, args[0], args[1], args[2]) : null;
  }

  /** An AND with 0 is 0, and an OR with 1 is 1. */
  private static Long absorbing(Instr x, int depth) {
    if (x.type == Type.I1 && (x.op == Op.AND || x.op == Op.OR)) {
      for (Value arg : x.args) {
        Long v = value(arg, depth - 1);
        if (v != null && v == (x.op == Op.AND ? 0 : 1)) {
          return v;
        }
      }
    }
    return null;
  }

  private static Long phi(Instr phi, int depth) {
    Long common = null;
    boolean any = false;
    for (Value arg : phi.args) {
      Long v = arg instanceof Const c ? (Long) c.value() : value(arg, depth - 1);
      any |= !(arg instanceof Const);
      if (v == null || common != null && !common.equals(v)) {
        return null;
      }
      common = v;
    }
    return any ? common : null;
  }

  /** Edges on which the PHI below has an unexpected constant are unlikely. */
  private static void edges(Value condition, long expected) {
    Instr below = condition instanceof Instr i ? i : null;
    for (int i = 0; i < DEPTH && below != null && below.op != Op.PHI; i++) {
      below = below.op.isPure() && below.args.get(0) instanceof Instr next ? next : null;
    }
    if (below == null || below.op != Op.PHI) {
      return;
    }
    for (int i = 0; i < below.args.size(); i++) {
      if (below.args.get(i) instanceof Const c) {
        Long outcome = through(condition, below, c.value());
        if (outcome != null && outcome != expected) {
          unlikely(below.block, i);
        }
      }
    }
  }

  /**
   * Returns the condition under which the PHI has the given value; null if more than one condition
   * decides.
   */
  private static Long through(Value v, Instr phi, long value) {
    if (v == phi) {
      return value;
    }
    if (v instanceof Const c) {
      return c.value();
    }
    Instr x = (Instr) v;
    long[] args = new long[3];
    for (int i = 0; i < x.args.size(); i++) {
      Value arg = x.args.get(i);
      if (i > 0 && !(arg instanceof Const)) {
        return null;
      }
      Long known = through(arg, phi, value);
      if (known == null) {
        return null;
      }
      args[i] = known;
    }
    return Arith.apply(x.op, x.type, x.arg(0).type(), x.attr, args[0], args[1], args[2]);
  }

  private static void unlikely(Block to, int pred) {
    Block from = to.preds.get(pred);
    int succ = CfgEdits.succIndex(to, pred);
    while (from.terminator().op == Op.BR && from.preds.size() == 1) {
      succ = CfgEdits.succIndex(from, 0);
      from = from.preds.get(0);
    }
    Instr t = from.terminator();
    if (t.op == Op.CONDBR && t.attr == null) {
      t.attr = new BranchWeight(succ == 0 ? unlikely() : BranchWeight.EXPECT_PROBABILITY);
    }
  }
}
