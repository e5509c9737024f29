package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Dominance frontiers: where definitions meet. The frontiers of all blocks together may be of
 * quadratic size, so they are not made; subtrees of the dominator tree are gone through, the
 * deepest first (Sreedhar and Gao, "A linear time algorithm for placing phi-nodes").
 */
public final class DominanceFrontiers {
  private DominanceFrontiers() {}

  /**
   * Where PHIs are needed for a variable.
   *
   * @param definitions reachable blocks in which it is set
   * @param liveIn the blocks at whose start its value is wanted; no others are gone through, since
   *     what reaches one of these has come by such blocks alone
   */
  public static Set<Block> iterated(
      Dominators dominators, Set<Block> definitions, Set<Block> liveIn) {
    Set<Block> result = new LinkedHashSet<>();
    Set<Block> walked = new HashSet<>();
    PriorityQueue<Block> roots =
        new PriorityQueue<>(Comparator.comparingInt((Block b) -> -dominators.depth(b)));
    roots.addAll(definitions);
    while (!roots.isEmpty()) {
      Block root = roots.poll();
      walked.add(root);
      Deque<Block> work = new ArrayDeque<>(Set.of(root));
      while (!work.isEmpty()) {
        Block b = work.poll();
        for (Block s : b.succs) {
          boolean meets = dominators.depth(s) <= dominators.depth(root) && liveIn.contains(s);
          if (meets && result.add(s) && !definitions.contains(s)) {
            roots.add(s);
          }
        }
        for (Block child : dominators.children(b)) {
          if (liveIn.contains(child) && walked.add(child)) {
            work.add(child);
          }
        }
      }
    }
    return result;
  }
}
