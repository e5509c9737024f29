package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.analysis.NaturalLoops;
import fastpath.codegen.pass.edit.BlockDuplication;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns a loop with its test at the top into a guard and a loop with its test at the bottom, as
 * gcc's loop header copying does. Each iteration then executes one jump less.
 */
public final class LoopRotation {
  /** The number of instructions that may be copied: gcc's parameter max-loop-header-insns. */
  private static final int MAX_COPIED = 20;

  private LoopRotation() {}

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    Set<Block> done = new HashSet<>();
    for (int i = 0; i < 16; i++) {
      Dominators dominators = Dominators.of(f);
      NaturalLoops.Loop loop = candidate(NaturalLoops.of(dominators), done);
      if (loop == null) {
        return;
      }
      done.add(loop.header());
      rotate(loop);
      CfgSimplification.run(f);
    }
  }

  private static NaturalLoops.Loop candidate(NaturalLoops loops, Set<Block> done) {
    for (NaturalLoops.Loop loop : loops.all()) {
      Block h = loop.header();
      if (h.terminator().op == Op.CONDBR
          && !done.contains(h)
          && loop.contains(h.succs.get(0)) != loop.contains(h.succs.get(1))
          && h.preds.size() - loop.latches().size() == 1
          && jumpsBack(loop)
          && BlockDuplication.cost(h) <= MAX_COPIED) {
        return loop;
      }
    }
    return null;
  }

  private static boolean jumpsBack(NaturalLoops.Loop loop) {
    List<Block> latches = loop.latches();
    for (Block latch : latches) {
      if (latch.terminator().op != Op.BR) {
        return false;
      }
    }
    return true;
  }

  private static void rotate(NaturalLoops.Loop loop) {
    Block h = loop.header();
    for (Block p : h.preds) {
      if (!loop.contains(p)) {
        BlockDuplication.forEdge(p, p.succs.indexOf(h));
        return;
      }
    }
  }
}
