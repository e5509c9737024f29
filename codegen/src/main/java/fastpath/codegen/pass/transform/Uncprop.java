package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pass.analysis.BranchFacts;
import fastpath.codegen.pass.rules.DeadCode;

/**
 * Replaces a constant argument of a PHI by a value that is known to equal the constant on that
 * edge. The value is already in a register, and often the PHI then has a single value. So {@code p
 * ? p : NULL} becomes p. gcc does this in uncprop and in phiopt's value replacement.
 */
public final class Uncprop {
  private Uncprop() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (Block b : f.blocks) {
      for (int i = 0; i < b.phiCount(); i++) {
        Instr phi = b.instrs.get(i);
        for (int pred = 0; pred < phi.args.size(); pred++) {
          if (phi.arg(pred) instanceof Const k) {
            Value equal = BranchFacts.equalTo(k, b, pred);
            if (equal != null && equal != phi) {
              phi.args.set(pred, equal);
            }
          }
        }
      }
    }
    CfgSimplification.run(f);
    DeadCode.run(f);
  }

  /**
   * Replaces returned constants in the same way, after returns have been put in blocks of their
   * own.
   */
  public static void returns(Function f) {
    for (Block b : f.blocks) {
      Instr t = b.terminator();
      if (t.op == Op.RET
          && b.instrs.size() == 1
          && !t.args.isEmpty()
          && t.arg(0) instanceof Const k
          && b.preds.size() == 1) {
        Value equal = BranchFacts.equalTo(k, b, 0);
        if (equal != null) {
          t.args.set(0, equal);
        }
      }
    }
  }
}
