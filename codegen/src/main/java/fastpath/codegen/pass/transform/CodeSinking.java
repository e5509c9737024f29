package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.analysis.AliasAnalysis;
import fastpath.codegen.pass.analysis.DefUseChains;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.analysis.SideEffects;
import java.util.ArrayList;
import java.util.List;

/** Moves a computation to the only path that needs its value, but never into a loop. */
public final class CodeSinking {
  private final Dominators dominators;
  private final NaturalLoops loops;
  private final DefUseChains uses;

  private CodeSinking(Function f) {
    dominators = Dominators.of(f);
    loops = NaturalLoops.of(dominators);
    uses = DefUseChains.of(f);
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    CodeSinking pass = new CodeSinking(f);
    List<Block> order = pass.dominators.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      pass.block(order.get(i));
    }
  }

  private void block(Block b) {
    boolean clobbered = false;
    for (int i = b.instrs.size() - 1; i >= 0; i--) {
      Instr x = b.instrs.get(i);
      boolean load = x.op == Op.LOAD && x.mem().isPlain() && !clobbered;
      if (load || x.op.isPure() && x.op != Op.EXPECT) {
        Block to = target(x, b, load);
        if (to != null) {
          b.instrs.remove(i);
          to.insert(to.phiCount(), x);
        }
      }
      clobbered |= SideEffects.clobbersAll(x) || !AliasAnalysis.writes(x).isEmpty();
    }
  }

  private Block target(Instr x, Block b, boolean load) {
    Block common = null;
    for (Block use : useBlocks(x)) {
      if (!dominators.isReachable(use)) {
        return null;
      }
      common = common == null ? use : dominators.common(common, use);
    }
    if (common == null || common == b) {
      return null;
    }
    // The target block must not be in a loop that does not contain the definition.
    while (common != b && loops.depth(common) > loops.depth(b)) {
      common = dominators.idom(common);
    }
    if (load) {
      // The computation moves only to a direct successor, so that no instruction is executed
      // between the two positions.
      while (common != b && dominators.idom(common) != b) {
        common = dominators.idom(common);
      }
    }
    boolean below = common != b && (common.preds.size() == 1 || !load);
    if (!below || startsWithResults(common)) {
      return null;
    }
    // Moving to a block that b always reaches has no benefit.
    return postdominates(common, b) ? null : common;
  }

  private static boolean startsWithResults(Block b) {
    return b.instrs.get(b.phiCount()).op == Op.RESULT;
  }

  /** A cheap sufficient test: every path from b reaches the block in a few steps. */
  private boolean postdominates(Block common, Block b) {
    return reaches(b, common, 12);
  }

  private boolean reaches(Block from, Block to, int depth) {
    if (from == to) {
      return true;
    }
    if (depth == 0 || from.succs.isEmpty()) {
      return false;
    }
    for (Block s : from.succs) {
      if (s.index <= from.index || !reaches(s, to, depth - 1)) {
        return false;
      }
    }
    return true;
  }

  private List<Block> useBlocks(Instr x) {
    List<Block> blocks = new ArrayList<>();
    for (Instr user : uses.of(x)) {
      if (user.op == Op.PHI) {
        for (int i = 0; i < user.args.size(); i++) {
          if (user.args.get(i) == x) {
            blocks.add(user.block.preds.get(i));
          }
        }
      } else {
        blocks.add(user.block);
      }
    }
    return blocks;
  }
}
