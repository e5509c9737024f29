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
 * Finds the blocks at which definitions of a variable meet. The dominance frontiers of all blocks
 * together may be of quadratic size, so that they are not stored. Subtrees of the dominator tree
 * are visited instead, the deepest first (Sreedhar and Gao, "A linear time algorithm for placing
 * phi-nodes").
 */
public final class DominanceFrontiers {
  private DominanceFrontiers() {}

  /**
   * Returns the blocks that need a PHI for a variable.
   *
   * @param definitions reachable blocks that set the variable
   * @param liveIn blocks at whose start the variable is live; no other block is visited, because
   *     every path from a definition to a use consists of such blocks
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
