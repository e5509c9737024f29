package fastpath.codegen.pass.transform;

import java.util.Arrays;

/** A list of numbers with a search in logarithmic time for the first number above a bound. */
final class MaximumTree {
  private final int leaves;
  // The tree's nodes: node 1 is the root; node i is the maximum of nodes 2i and 2i + 1.
  private final double[] maximum;

  /** Creates a list of a number of equal values. */
  MaximumTree(int size, double value) {
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) * 2);
    maximum = new double[2 * leaves];
    Arrays.fill(maximum, value);
  }

  /** Replaces the number at one position. */
  void set(int index, double value) {
    int node = leaves + index;
    maximum[node] = value;
    for (node /= 2; node > 0; node /= 2) {
      maximum[node] = Math.max(maximum[2 * node], maximum[2 * node + 1]);
    }
  }

  /**
   * Returns the first position, not before {@code from}, whose number is larger than the bound; -1
   * if there is none.
   */
  int firstAbove(int from, double bound) {
    if (from >= leaves) {
      return -1;
    }
    int node = leaves + from;
    while (!(maximum[node] > bound)) {
      while (node % 2 == 1) {
        node /= 2;
      }
      if (node == 0) {
        return -1;
      }
      node++;
    }
    while (node < leaves) {
      node = maximum[2 * node] > bound ? 2 * node : 2 * node + 1;
    }
    return node - leaves;
  }
}
