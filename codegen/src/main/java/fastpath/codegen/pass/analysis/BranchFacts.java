package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.edit.CfgEdits;

/** Facts about values on an edge that follow from the branches on the way to the edge. */
public final class BranchFacts {
  /** The limit on the number of branches that are examined. */
  private static final int DISTANCE = 6;

  /**
   * Examines one branch on the way to the edge; returns null to continue with the previous branch.
   */
  private interface Look<T> {
    T at(Instr condition, boolean holds);
  }

  private BranchFacts() {}

  private static <T> T look(Block to, int pred, Look<T> look) {
    Block from = to.preds.get(pred);
    int succ = CfgEdits.succIndex(to, pred);
    for (int i = 0; i < DISTANCE; i++) {
      Instr t = from.terminator();
      if (t.op == Op.CONDBR
          && from.succs.get(0) != from.succs.get(1)
          && t.arg(0) instanceof Instr c) {
        T found = look.at(c, succ == 0);
        if (found != null) {
          return found;
        }
      }
      if (from.preds.size() != 1) {
        return null;
      }
      succ = CfgEdits.succIndex(from, 0);
      from = from.preds.get(0);
    }
    return null;
  }

  /**
   * Returns the constant that {@code v} equals on the edge from predecessor number {@code pred}, or
   * null.
   */
  public static Long constant(Value v, Block to, int pred) {
    return look(
        to,
        pred,
        (c, holds) -> {
          if (c == v) {
            return holds ? 1L : 0L;
          }
          boolean equal =
              c.op == Op.ICMP
                  && c.arg(0).equals(v)
                  && c.arg(1) instanceof Const
                  && c.pred() == (holds ? Pred.EQ : Pred.NE);
          return equal ? (Long) ((Const) c.arg(1)).value() : null;
        });
  }

  /**
   * Returns the value of a relation on the edge: 1 or 0, or null if no branch compares the same
   * pair.
   */
  public static Long relation(Pred pred, Value a, Value b, Block to, int edge) {
    return look(
        to,
        edge,
        (c, holds) -> {
          if (c.op != Op.ICMP || !c.arg(0).equals(a) || !c.arg(1).equals(b)) {
            return null;
          }
          Pred known = holds ? c.pred() : c.pred().negated();
          return known == pred ? (Long) 1L : known == pred.negated() ? (Long) 0L : null;
        });
  }

  /** Returns a value computed before the edge that equals the constant on the edge, or null. */
  public static Value equalTo(Const k, Block to, int pred) {
    return look(
        to,
        pred,
        (c, holds) -> {
          boolean equal =
              c.op == Op.ICMP
                  && c.arg(1).equals(k)
                  && !(c.arg(0) instanceof Const)
                  && c.pred() == (holds ? Pred.EQ : Pred.NE);
          return equal ? c.arg(0) : null;
        });
  }
}
