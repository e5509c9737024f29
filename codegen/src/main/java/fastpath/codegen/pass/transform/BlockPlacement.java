package fastpath.codegen.pass.transform;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Op;
import fastpath.codegen.pass.analysis.BlockFrequency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders blocks for emission. Traces follow the likeliest edges, beginning with the most frequent
 * block, so that the hot path falls through and infrequent blocks come last.
 */
public final class BlockPlacement {
  private final Function function;
  private static final double PLACED = -1;

  private final Set<Block> placed = new LinkedHashSet<>();
  private final Map<Block, Integer> position = new HashMap<>();
  private final MaximumTree left;

  private BlockPlacement(Function function) {
    this.function = function;
    left = new MaximumTree(function.blocks.size(), PLACED);
  }

  /** Runs the pass on one function, in place. */
  public static void run(Function f) {
    BlockPlacement layout = new BlockPlacement(f);
    for (int i = 0; i < f.blocks.size(); i++) {
      layout.left.set(i, f.blocks.get(i).frequency);
      layout.position.put(f.blocks.get(i), i);
    }
    layout.trace(f.entry());
    while (layout.placed.size() < f.blocks.size()) {
      layout.trace(layout.seed());
    }
    f.blocks.clear();
    f.blocks.addAll(layout.placed);
  }

  /**
   * Returns the most frequent block that is not placed; among equals, the first in source order.
   */
  private Block seed() {
    int best = left.firstAbove(0, PLACED);
    for (int next = best; next >= 0; ) {
      best = next;
      next = left.firstAbove(best + 1, function.blocks.get(best).frequency * 1.0001);
    }
    return function.blocks.get(best);
  }

  private void trace(Block b) {
    while (b != null) {
      placed.add(b);
      left.set(position.get(b), PLACED);
      b = next(b);
    }
  }

  private Block next(Block b) {
    Block best = null;
    double bestFrequency = -1;
    for (int s = 0; s < b.succs.size(); s++) {
      Block to = b.succs.get(s);
      double frequency = b.frequency * BlockFrequency.probability(b, s);
      if (!placed.contains(to)
          && frequency > bestFrequency * 1.0001
          && fallsHere(b, s, frequency)) {
        best = to;
        bestFrequency = frequency;
      }
    }
    return best;
  }

  /**
   * The fall-through successor of an asm goto is placed next. For other terminators, an unlikely
   * edge must not take a block away from its likely predecessor.
   */
  private boolean fallsHere(Block b, int succ, double frequency) {
    if (b.terminator().op == Op.ASM_GOTO) {
      return succ == 0;
    }
    Block to = b.succs.get(succ);
    for (Block p : new ArrayList<>(to.preds)) {
      if (p != b && !placed.contains(p) && p != to) {
        double other = p.frequency * BlockFrequency.probability(p, p.succs.indexOf(to));
        if (other > frequency * 1.5 && isBestFor(p, to)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isBestFor(Block p, Block to) {
    double mine = BlockFrequency.probability(p, p.succs.indexOf(to));
    List<Block> succs = p.succs;
    for (int s = 0; s < succs.size(); s++) {
      if (succs.get(s) != to
          && !placed.contains(succs.get(s))
          && BlockFrequency.probability(p, s) > mine) {
        return false;
      }
    }
    return true;
  }
}
