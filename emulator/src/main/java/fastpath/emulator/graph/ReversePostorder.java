package fastpath.emulator.graph;

import java.util.Arrays;

/**
 * The reachable nodes of a graph in reverse postorder of a depth-first search. Every node comes
 * after all its predecessors, except along back edges.
 */
public final class ReversePostorder {
  private final FlowGraph graph;
  private final int[] order;
  private final int[] position;

  private ReversePostorder(FlowGraph graph, int[] order) {
    this.graph = graph;
    this.order = order;
    this.position = new int[graph.size()];
    Arrays.fill(position, -1);
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
  }

  /**
   * Searches the graph from its entry. The search keeps its own stack, so the depth of the graph is
   * not limited by the Java stack.
   */
  public static ReversePostorder of(FlowGraph graph) {
    int n = graph.size();
    int[] order = new int[n];
    int first = n;
    boolean[] seen = new boolean[n];
    int[] next = new int[n];
    int[] stack = new int[n];
    int depth = 0;
    stack[depth++] = graph.entry();
    seen[graph.entry()] = true;
    while (depth > 0) {
      int node = stack[depth - 1];
      int[] successors = graph.successors()[node];
      if (next[node] == successors.length) {
        order[--first] = node;
        depth--;
        continue;
      }
      int successor = successors[next[node]++];
      if (!seen[successor]) {
        seen[successor] = true;
        stack[depth++] = successor;
      }
    }
    return new ReversePostorder(graph, Arrays.copyOfRange(order, first, n));
  }

  /** Returns the graph that was searched. */
  public FlowGraph graph() {
    return graph;
  }

  /** Returns the number of reachable nodes. */
  public int length() {
    return order.length;
  }

  /** Returns the node at a position from 0, the entry's position, to {@link #length} - 1. */
  public int at(int index) {
    return order[index];
  }

  /** Returns the position of a node; -1 for an unreachable node. */
  public int position(int node) {
    return position[node];
  }

  /** True if a node is reachable from the entry. */
  public boolean isReachable(int node) {
    return position[node] >= 0;
  }

  /**
   * True for a back edge: an edge from a node to itself, or to a node that the search had entered
   * and not yet left. Every cycle contains at least one back edge.
   */
  public boolean isBackEdge(int from, int to) {
    return position[to] <= position[from];
  }
}
