package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Op;
import java.util.List;

/**
 * Computes block frequencies from branch weights for functions that no optimizer pass has
 * processed.
 */
public final class FrequencyEstimate {
  private static final int ROUNDS = 40;

  private FrequencyEstimate() {}

  /** Sets {@link Block#frequency} of every block, unless a pass has already set it. */
  public static void estimate(Function function) {
    for (Block block : function.blocks) {
      if (block.frequency != 1) {
        return;
      }
    }
    List<Block> order = Dominators.reversePostorder(function);
    for (Block block : order) {
      block.frequency = block == function.entry() ? 1 : 0;
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Block block : order.subList(1, order.size())) {
        double sum = 0;
        for (int k = 0; k < block.preds.size(); k++) {
          Block pred = block.preds.get(k);
          if (pred.index >= 0 && block.preds.indexOf(pred) == k) {
            sum += pred.frequency * probability(pred, block);
          }
        }
        block.frequency = sum;
      }
    }
  }

  private static double probability(Block from, Block to) {
    double sum = 0;
    int n = from.succs.size();
    for (int k = 0; k < n; k++) {
      if (from.succs.get(k) == to) {
        double taken = from.terminator().attr instanceof BranchWeight w ? w.taken() : 0.5;
        sum += from.terminator().op != Op.CONDBR ? 1.0 / n : k == 0 ? taken : 1 - taken;
      }
    }
    return sum;
  }
}
