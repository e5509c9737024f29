package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.List;

/**
 * Inserts a block on each critical edge: an edge that leaves a branch and enters a block with PHIs,
 * whose copies need a place.
 */
public final class CriticalEdgeSplitting {
  private CriticalEdgeSplitting() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    for (Block b : List.copyOf(f.blocks)) {
      if (b.succs.size() < 2) {
        continue;
      }
      for (int s = 0; s < b.succs.size(); s++) {
        Block to = b.succs.get(s);
        if (to.preds.size() > 1 && to.instrs.get(0).op == Op.PHI) {
          Block middle = CfgEdits.split(b, s);
          middle.frequency = 0;
        }
      }
    }
  }
}
