package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.SideEffects;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.List;

/**
 * Replaces a branch by a SELECT, which becomes a conditional move, if both arms are cheap and
 * neither is expected.
 */
public final class IfConversion {
  private static final int MAX_SPECULATED = 2;

  private IfConversion() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Block b : f.blocks) {
        changed |= b.terminator().op == Op.CONDBR && convert(b);
      }
      if (changed) {
        CfgSimplification.run(f);
      }
    }
  }

  private static boolean convert(Block b) {
    if (b.terminator().attr instanceof BranchWeight w && w.expected()) {
      return false;
    }
    Block one = b.succs.get(0);
    Block two = b.succs.get(1);
    Block join = isArm(b, one) ? one.succs.get(0) : one;
    Block other = isArm(b, two) ? two.succs.get(0) : two;
    if (join != other || one == two || join == b) {
      return false;
    }
    int fromOne = one == join ? CfgEdits.predIndex(b, 0) : CfgEdits.predIndex(one, 0);
    int fromTwo = two == join ? CfgEdits.predIndex(b, 1) : CfgEdits.predIndex(two, 0);
    if (cost(one, join) + cost(two, join) > MAX_SPECULATED || !isCheap(join, fromOne, fromTwo)) {
      return false;
    }
    Instr t = b.terminator();
    if (one != join) {
      hoist(one, b);
    }
    if (two != join) {
      hoist(two, b);
    }
    for (Instr phi : join.instrs) {
      if (phi.op != Op.PHI) {
        break;
      }
      Value yes = phi.arg(fromOne);
      Value no = phi.arg(fromTwo);
      Value v = yes;
      if (!yes.equals(no)) {
        v =
            b.insertAtEnd(
                new Instr(Op.SELECT, phi.type, List.of(t.arg(0), yes, no), null, phi.loc));
      }
      phi.args.set(fromOne, v);
      phi.args.set(fromTwo, v);
    }
    // Both edges now have the same PHI arguments. One edge is removed, and the other goes directly
    // to the join.
    CfgEdits.keepOnly(b, 0);
    return true;
  }

  private static boolean isArm(Block b, Block arm) {
    return arm.preds.size() == 1 && arm.preds.get(0) == b && arm.terminator().op == Op.BR;
  }

  private static int cost(Block arm, Block join) {
    if (arm == join) {
      return 0;
    }
    int cost = 0;
    for (Instr x : arm.instrs) {
      if (x.op != Op.BR) {
        cost += !SideEffects.isSpeculatable(x) || x.op == Op.MUL ? 100 : x.op.isCast() ? 0 : 1;
      }
    }
    return cost;
  }

  /** True for one conditional move, or for several whose operands exist anyway. */
  private static boolean isCheap(Block join, int fromOne, int fromTwo) {
    int selects = 0;
    for (Instr phi : join.instrs) {
      if (phi.op == Op.PHI && !phi.arg(fromOne).equals(phi.arg(fromTwo))) {
        selects++;
        if (phi.type == Type.I8 && !(phi.arg(fromOne) instanceof Const)) {
          selects++;
        }
      }
    }
    return selects == 1;
  }

  private static void hoist(Block arm, Block b) {
    while (arm.instrs.size() > 1) {
      b.insertAtEnd(arm.instrs.remove(0));
    }
  }
}
