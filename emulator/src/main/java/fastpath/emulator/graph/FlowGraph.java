package fastpath.emulator.graph;

/**
 * A control-flow graph. Nodes are the numbers from 0 to {@link #size} - 1. An edge may occur more
 * than once.
 *
 * @param entry the node at which control enters
 * @param successors the successors of each node; a depth-first search visits them in this order
 * @param predecessors the predecessors of each node
 */
public record FlowGraph(int entry, int[][] successors, int[][] predecessors) {
  /** Creates a graph whose predecessors are in the order of their numbers. */
  public static FlowGraph of(int entry, int[][] successors) {
    int[] counts = new int[successors.length];
    for (int[] targets : successors) {
      for (int target : targets) {
        counts[target]++;
      }
    }
    int[][] predecessors = new int[successors.length][];
    for (int node = 0; node < successors.length; node++) {
      predecessors[node] = new int[counts[node]];
    }
    int[] filled = new int[successors.length];
    for (int node = 0; node < successors.length; node++) {
      for (int target : successors[node]) {
        predecessors[target][filled[target]++] = node;
      }
    }
    return new FlowGraph(entry, successors, predecessors);
  }

  /** Returns the number of nodes, reachable or not. */
  public int size() {
    return successors.length;
  }
}
