package fastpath.emulator.graph;

import java.util.Arrays;

/**
 * Computes immediate dominators by the simple algorithm of Lengauer and Tarjan, "A fast algorithm
 * for finding dominators in a flowgraph", in O(m log n) time for n nodes and m edges. Nodes are
 * numbered in preorder of a depth-first search; the entry is 0.
 */
final class LengauerTarjan {
  private final FlowGraph graph;
  private final int[] node;
  private final int[] number;

  /** The parent of each node in the depth-first spanning tree. */
  private final int[] parent;

  private final int[] semi;
  private final int[] idom;

  /** For each node, the node with the least {@link #semi} on the path up to {@link #ancestor}. */
  private final int[] label;

  private final int[] ancestor;
  private final int[] path;
  private int count;

  private LengauerTarjan(FlowGraph graph) {
    int n = graph.size();
    this.graph = graph;
    node = new int[n];
    number = new int[n];
    parent = new int[n];
    semi = new int[n];
    idom = new int[n];
    label = new int[n];
    ancestor = new int[n];
    path = new int[n];
    Arrays.fill(number, -1);
    Arrays.fill(ancestor, -1);
  }

  /**
   * Returns the immediate dominator of each node; for the entry the entry itself, for an
   * unreachable node -1.
   */
  static int[] parents(FlowGraph graph) {
    LengauerTarjan work = new LengauerTarjan(graph);
    work.walk();
    work.dominate();
    int[] parents = new int[graph.size()];
    Arrays.fill(parents, -1);
    for (int v = 0; v < work.count; v++) {
      parents[work.node[v]] = work.node[work.idom[v]];
    }
    return parents;
  }

  private void walk() {
    int[] next = new int[graph.size()];
    enter(graph.entry(), 0);
    for (int v = 0; v >= 0; ) {
      int[] successors = graph.successors()[node[v]];
      if (next[v] == successors.length) {
        v = v == 0 ? -1 : parent[v];
        continue;
      }
      int successor = successors[next[v]++];
      if (number[successor] < 0) {
        v = enter(successor, v);
      }
    }
  }

  private int enter(int what, int from) {
    int v = count++;
    number[what] = v;
    node[v] = what;
    parent[v] = from;
    semi[v] = v;
    label[v] = v;
    return v;
  }

  private void dominate() {
    int[] firstInBucket = new int[count];
    int[] nextInBucket = new int[count];
    Arrays.fill(firstInBucket, -1);
    for (int w = count - 1; w > 0; w--) {
      for (int predecessor : graph.predecessors()[node[w]]) {
        if (number[predecessor] >= 0) {
          semi[w] = Math.min(semi[w], semi[least(number[predecessor])]);
        }
      }
      nextInBucket[w] = firstInBucket[semi[w]];
      firstInBucket[semi[w]] = w;
      ancestor[w] = parent[w];
      for (int v = firstInBucket[parent[w]]; v >= 0; v = nextInBucket[v]) {
        int u = least(v);
        idom[v] = semi[u] < semi[v] ? u : parent[w];
      }
      firstInBucket[parent[w]] = -1;
    }
    for (int w = 1; w < count; w++) {
      if (idom[w] != semi[w]) {
        idom[w] = idom[idom[w]];
      }
    }
  }

  /**
   * Returns the node with the least semidominator on the path from v to below the root of v's tree,
   * and compresses the path.
   */
  private int least(int v) {
    if (ancestor[v] < 0) {
      return v;
    }
    int length = 0;
    for (int u = v; ancestor[ancestor[u]] >= 0; u = ancestor[u]) {
      path[length++] = u;
    }
    while (length > 0) {
      int u = path[--length];
      int above = ancestor[u];
      if (semi[label[above]] < semi[label[u]]) {
        label[u] = label[above];
      }
      ancestor[u] = ancestor[above];
    }
    return label[v];
  }
}
