package fastpath.emulator.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/**
 * The strongly connected components of a graph, numbered so that every edge leads to a component of
 * the same or a lower number (Tarjan, "Depth-first search and linear graph algorithms", 1972). The
 * time is linear in nodes and edges, and the search does not use the Java stack.
 */
public final class StrongComponents {
  private final IntFunction<int[]> successors;
  private final int[] component;
  private final int[] index;
  private final int[] low;
  private int[] path = new int[64];
  private int[][] targets = new int[64][];
  private int[] open = new int[64];
  private int pathSize;
  private int openSize;
  private int visited;
  private int count;

  /** The considered nodes at the end, each component's together, the last component first. */
  private final int[] order;

  private int ordered;

  private StrongComponents(int nodes, IntFunction<int[]> successors) {
    this.successors = successors;
    component = new int[nodes];
    index = new int[nodes];
    low = new int[nodes];
    order = new int[nodes];
    ordered = nodes;
    Arrays.fill(component, -1);
  }

  /**
   * Computes the strongly connected components.
   *
   * @param nodes number of nodes
   * @param among the nodes to consider; edges to other nodes are left out
   * @param successors returns the successors of a node
   */
  public static StrongComponents of(int nodes, BitSet among, IntFunction<int[]> successors) {
    StrongComponents result = new StrongComponents(nodes, successors);
    for (int n = among.nextSetBit(0); n >= 0; n = among.nextSetBit(n + 1)) {
      if (result.index[n] == 0) {
        result.visit(n, among);
      }
    }
    return result;
  }

  /** Returns the number of components. */
  public int count() {
    return count;
  }

  /** Returns the number of a node's component, from 0; -1 for a node that was not considered. */
  public int of(int node) {
    return component[node];
  }

  /**
   * Returns the considered nodes, each component's together, in an order in which no edge leads to
   * an earlier component.
   */
  public int[] inOrder() {
    return Arrays.copyOfRange(order, ordered, order.length);
  }

  private void visit(int root, BitSet among) {
    int[] next = new int[64];
    enter(root);
    next[0] = 0;
    while (pathSize > 0) {
      int node = path[pathSize - 1];
      int[] edges = targets[pathSize - 1];
      int at = next[pathSize - 1]++;
      if (at < edges.length) {
        int target = edges[at];
        if (target < 0 || !among.get(target)) {
          continue;
        }
        if (index[target] == 0) {
          enter(target);
          if (pathSize > next.length) {
            next = Arrays.copyOf(next, 2 * next.length);
          }
          next[pathSize - 1] = 0;
        } else if (component[target] < 0) {
          low[node] = Math.min(low[node], index[target]);
        }
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    index[node] = ++visited;
    low[node] = visited;
    path = push(path, pathSize++, node);
    targets = targets.length < path.length ? Arrays.copyOf(targets, path.length) : targets;
    targets[pathSize - 1] = successors.apply(node);
    open = push(open, openSize++, node);
  }

  private void leave(int node) {
    pathSize--;
    if (pathSize > 0) {
      int parent = path[pathSize - 1];
      low[parent] = Math.min(low[parent], low[node]);
    }
    if (low[node] == index[node]) {
      int member;
      do {
        member = open[--openSize];
        component[member] = count;
        order[--ordered] = member;
      } while (member != node);
      count++;
    }
  }

  private static int[] push(int[] stack, int size, int node) {
    int[] room = size < stack.length ? stack : Arrays.copyOf(stack, 2 * size);
    room[size] = node;
    return room;
  }
}
