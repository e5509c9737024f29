package fastpath.emulator.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The nesting of a graph's natural loops. A loop that has been found counts as one node for the
 * loops around it, so the cost is about linear in the number of edges, however deep the loops are
 * nested (Havlak, "Nesting of reducible and irreducible loops").
 */
public final class LoopForest {
  /**
   * For each node, the header of the innermost loop that contains it, which for a header is the
   * header itself; -1 outside of loops.
   */
  private final int[] header;

  /** For each header, the header of the enclosing loop; -1 if there is none. */
  private final int[] outer;

  /** For each node, the node into which it has been merged so far. */
  private final int[] part;

  private LoopForest(int nodes) {
    header = new int[nodes];
    outer = new int[nodes];
    part = new int[nodes];
    Arrays.fill(header, -1);
    Arrays.fill(outer, -1);
    Arrays.setAll(part, node -> node);
  }

  /** Finds the natural loops of a graph. */
  public static LoopForest of(DominatorTree dominators) {
    LoopForest forest = new LoopForest(dominators.order().graph().size());
    for (int i = dominators.order().length() - 1; i >= 0; i--) {
      forest.find(dominators, dominators.order().at(i));
    }
    return forest;
  }

  private void find(DominatorTree dominators, int head) {
    int[][] predecessors = dominators.order().graph().predecessors();
    Deque<Integer> work = new ArrayDeque<>();
    boolean isLoop = false;
    for (int latch : predecessors[head]) {
      if (dominators.dominates(head, latch)) {
        isLoop = true;
        work.add(latch);
      }
    }
    if (isLoop) {
      header[head] = head;
    }
    while (!work.isEmpty()) {
      int node = root(work.poll());
      if (node == head) {
        continue;
      }
      if (header[node] == node) {
        outer[node] = head;
      } else {
        header[node] = head;
      }
      part[node] = head;
      for (int predecessor : predecessors[node]) {
        if (dominators.order().isReachable(predecessor)) {
          work.add(predecessor);
        }
      }
    }
  }

  private int root(int node) {
    int root = node;
    while (part[root] != root) {
      root = part[root];
    }
    for (int next = node; part[next] != root && part[next] != next; ) {
      int after = part[next];
      part[next] = root;
      next = after;
    }
    return root;
  }

  /** True if a node belongs to a loop, as its header or otherwise. */
  public boolean isInLoop(int node) {
    return header[node] >= 0;
  }

  /** Returns the greatest nesting depth; 0 for a graph without loops. */
  public int depth() {
    int[] depths = new int[header.length];
    int most = 0;
    for (int node = 0; node < header.length; node++) {
      if (header[node] == node) {
        most = Math.max(most, depth(node, depths));
      }
    }
    return most;
  }

  private int depth(int head, int[] depths) {
    int steps = 0;
    int known = head;
    while (known >= 0 && depths[known] == 0) {
      known = outer[known];
      steps++;
    }
    int depth = steps + (known < 0 ? 0 : depths[known]);
    for (int h = head, d = depth; h != known; h = outer[h], d--) {
      depths[h] = d;
    }
    return depth;
  }
}
