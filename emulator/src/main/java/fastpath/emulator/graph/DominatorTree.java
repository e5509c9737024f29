package fastpath.emulator.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The dominator tree of a graph's reachable nodes. A node dominates another if every path from the
 * entry to the other node contains it.
 */
public final class DominatorTree {
  private final ReversePostorder order;

  /**
   * The immediate dominator of each node; for the entry the entry itself, for an unreachable node
   * -1.
   */
  private final int[] parent;

  private final int[] depth;
  private final int[] enter;
  private final int[] leave;
  private final List<List<Integer>> children;

  private DominatorTree(ReversePostorder order, int[] parent) {
    int n = parent.length;
    this.order = order;
    this.parent = parent;
    this.depth = new int[n];
    this.enter = new int[n];
    this.leave = new int[n];
    this.children = new ArrayList<>(n);
    for (int node = 0; node < n; node++) {
      children.add(new ArrayList<>(2));
    }
    for (int i = 1; i < order.length(); i++) {
      int node = order.at(i);
      depth[node] = depth[parent[node]] + 1;
      children.get(parent[node]).add(node);
    }
    numberIntervals();
  }

  /** Computes the dominator tree of a graph. */
  public static DominatorTree of(FlowGraph graph) {
    return of(ReversePostorder.of(graph));
  }

  /** Computes the dominator tree of a graph whose reverse postorder is known. */
  public static DominatorTree of(ReversePostorder order) {
    return new DominatorTree(order, LengauerTarjan.parents(order.graph()));
  }

  /**
   * Assigns intervals of clock ticks: a node's interval contains the intervals of all nodes that it
   * dominates.
   */
  private void numberIntervals() {
    int clock = 0;
    int[] next = new int[parent.length];
    int node = order.at(0);
    enter[node] = clock++;
    while (true) {
      if (next[node] < children.get(node).size()) {
        node = children.get(node).get(next[node]++);
        enter[node] = clock++;
      } else {
        leave[node] = clock++;
        if (node == order.at(0)) {
          return;
        }
        node = parent[node];
      }
    }
  }

  /** Returns the reverse postorder of the graph. */
  public ReversePostorder order() {
    return order;
  }

  /**
   * True if node {@code a} dominates node {@code b}: every path from the entry to {@code b}
   * contains {@code a}; true for a == b.
   */
  public boolean dominates(int a, int b) {
    return order.isReachable(a)
        && order.isReachable(b)
        && enter[a] <= enter[b]
        && leave[b] <= leave[a];
  }

  /** Returns the immediate dominator of a node; -1 for the entry and for unreachable nodes. */
  public int immediateDominator(int node) {
    return node == order.at(0) ? -1 : parent[node];
  }

  /** Returns the number of strict dominators of a reachable node. */
  public int depth(int node) {
    return depth[node];
  }

  /** Returns the nodes whose immediate dominator is {@code node}, in reverse postorder. */
  public List<Integer> children(int node) {
    return children.get(node);
  }

  /** Returns the nearest common dominator of two reachable nodes. */
  public int commonDominator(int a, int b) {
    if (dominates(a, b)) {
      return a;
    }
    while (a != b) {
      if (depth[a] >= depth[b]) {
        a = parent[a];
      } else {
        b = parent[b];
      }
    }
    return a;
  }
}
