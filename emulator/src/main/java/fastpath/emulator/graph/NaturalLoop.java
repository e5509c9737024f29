package fastpath.emulator.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A natural loop: a header that dominates the sources of back edges to it, and all nodes that reach
 * one of these sources without passing through the header.
 *
 * @param header the only node at which control enters the loop
 * @param latches the sources of the back edges
 * @param nodes the nodes: the header first, then the others in the order of a breadth-first search
 *     from each latch in turn
 */
public record NaturalLoop(int header, List<Integer> latches, Set<Integer> nodes) {
  /**
   * Returns the natural loops of a graph, one for each header, in postorder of the headers: inner
   * loops before outer ones.
   */
  public static List<NaturalLoop> of(DominatorTree dominators) {
    List<NaturalLoop> loops = new ArrayList<>();
    for (int i = dominators.order().length() - 1; i >= 0; i--) {
      int header = dominators.order().at(i);
      List<Integer> latches =
          Arrays.stream(dominators.order().graph().predecessors()[header])
              .filter(predecessor -> dominators.dominates(header, predecessor))
              .boxed()
              .toList();
      if (!latches.isEmpty()) {
        loops.add(around(dominators.order(), header, latches));
      }
    }
    return loops;
  }

  /** Returns the loop of the back edges from {@code latches} to {@code header}. */
  public static NaturalLoop around(ReversePostorder order, int header, List<Integer> latches) {
    Set<Integer> nodes = new LinkedHashSet<>();
    nodes.add(header);
    for (int latch : latches) {
      collect(order, latch, nodes);
    }
    return new NaturalLoop(header, latches, nodes);
  }

  private static void collect(ReversePostorder order, int latch, Set<Integer> nodes) {
    if (!nodes.add(latch)) {
      return;
    }
    List<Integer> work = new ArrayList<>(List.of(latch));
    for (int i = 0; i < work.size(); i++) {
      for (int predecessor : order.graph().predecessors()[work.get(i)]) {
        if (order.isReachable(predecessor) && nodes.add(predecessor)) {
          work.add(predecessor);
        }
      }
    }
  }
}
