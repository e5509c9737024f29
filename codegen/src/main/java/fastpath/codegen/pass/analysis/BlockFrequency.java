package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.edit.CfgEdits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the frequency of each block, its predicted executions per entry of the function, from
 * branch weights. Inner loops are processed first. A loop's frequency is the frequency of its
 * entries multiplied by the expected number of iterations.
 */
public final class BlockFrequency {
  /** The largest number of iterations that is assumed, for loops whose back edge seems certain. */
  private static final double MAX_CYCLE = 1 - 1.0 / 100;

  private final Dominators dominators;
  private final NaturalLoops loops;
  private final Map<Block, Double> cycle = new HashMap<>();

  private BlockFrequency(Function f) {
    dominators = Dominators.of(f);
    loops = NaturalLoops.of(dominators);
  }

  /**
   * Sets {@link Block#frequency} of every block, after every branch without a weight has been given
   * one.
   */
  public static void run(Function f) {
    BranchPrediction.run(f);
    BlockFrequency pass = new BlockFrequency(f);
    for (NaturalLoops.Loop loop : pass.loops.all()) {
      pass.propagate(loop.header(), loop);
      double back = 0;
      for (int i = 0; i < loop.header().preds.size(); i++) {
        if (loop.contains(loop.header().preds.get(i))) {
          back += edge(loop.header(), i);
        }
      }
      pass.cycle.put(loop.header(), Math.min(back, MAX_CYCLE));
    }
    pass.propagate(f.entry(), null);
  }

  private void propagate(Block start, NaturalLoops.Loop within) {
    List<Block> order =
        within == null
            ? dominators.order()
            : within.blocks().stream()
                .sorted(Comparator.comparingInt((Block b) -> b.index))
                .toList();
    for (Block b : order) {
      double in = b == start ? 1 : 0;
      for (int i = 0; b != start && i < b.preds.size(); i++) {
        Block p = b.preds.get(i);
        boolean forward = p.index < b.index && (within == null || within.contains(p));
        in += forward ? edge(b, i) : 0;
      }
      if (b != start || within == null) {
        in /= 1 - cycle.getOrDefault(b, 0.0);
      }
      b.frequency = in;
    }
  }

  /** Returns the frequency of the edge from predecessor number {@code pred}. */
  static double edge(Block to, int pred) {
    Block from = to.preds.get(pred);
    // If all edges of the predecessor are equally likely, the edge's position does not matter.
    int succ = from.terminator().op == Op.CONDBR ? CfgEdits.succIndex(to, pred) : 0;
    return from.frequency * probability(from, succ);
  }

  /** Returns the probability that the block is left by edge number {@code succ}. */
  public static double probability(Block from, int succ) {
    Instr t = from.terminator();
    if (t.op == Op.CONDBR) {
      double taken = t.attr instanceof BranchWeight w ? w.taken() : 0.5;
      return succ == 0 ? taken : 1 - taken;
    }
    return 1.0 / from.succs.size();
  }
}
