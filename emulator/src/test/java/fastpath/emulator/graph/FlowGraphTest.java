package fastpath.emulator.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests graph algorithms on hand-made graphs, and on random graphs against the definitions. */
class FlowGraphTest {
  /**
   * A graph with two nested loops, a diamond in the inner loop, and node 7, which cannot be
   * reached.
   */
  private static final FlowGraph NESTED =
      FlowGraph.of(0, new int[][] {{1}, {2, 6}, {3, 4}, {5}, {5}, {2, 1}, {}, {6}});

  private static int[] order(FlowGraph graph) {
    ReversePostorder order = ReversePostorder.of(graph);
    return IntStream.range(0, order.length()).map(order::at).toArray();
  }

  @Test
  void reversePostorderTakesSuccessorsInTheirOrder() {
    assertArrayEquals(new int[] {0, 1, 6, 2, 4, 3, 5}, order(NESTED));
    assertArrayEquals(new int[] {0, 2, 1}, order(FlowGraph.of(0, new int[][] {{1, 2}, {}, {}})));
    assertEquals(-1, ReversePostorder.of(NESTED).position(7));
  }

  @Test
  void backEdgesCloseLoops() {
    ReversePostorder order = ReversePostorder.of(NESTED);
    assertTrue(order.isBackEdge(5, 2));
    assertTrue(order.isBackEdge(5, 1));
    assertFalse(order.isBackEdge(3, 5));
    assertFalse(order.isBackEdge(1, 6));
  }

  @Test
  void dominatorsOfNestedLoops() {
    DominatorTree tree = DominatorTree.of(NESTED);
    assertEquals(
        List.of(-1, 0, 1, 2, 2, 2, 1, -1),
        IntStream.range(0, 8).map(tree::immediateDominator).boxed().toList());
    assertEquals(List.of(4, 3, 5), tree.children(2));
    assertEquals(2, tree.commonDominator(3, 4));
    assertEquals(1, tree.commonDominator(6, 5));
    assertFalse(tree.dominates(0, 7));
  }

  @Test
  void innerLoopsComeBeforeOuterOnes() {
    assertEquals(
        List.of(
            new NaturalLoop(2, List.of(5), Set.of(2, 5, 3, 4)),
            new NaturalLoop(1, List.of(5), Set.of(1, 5, 3, 4, 2))),
        NaturalLoop.of(DominatorTree.of(NESTED)));
  }

  /**
   * Returns a random graph of up to 12 nodes with up to 3 successors each; the seed identifies the
   * graph.
   */
  private static FlowGraph random(int seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(12);
    int[][] successors = new int[n][];
    for (int node = 0; node < n; node++) {
      successors[node] = random.ints(random.nextInt(4), 0, n).toArray();
    }
    return FlowGraph.of(random.nextInt(n), successors);
  }

  /**
   * Returns the nodes that can be reached from {@code from} on paths that avoid {@code without}.
   */
  private static BitSet reached(FlowGraph graph, int from, int without) {
    BitSet seen = new BitSet();
    if (from != without) {
      reach(graph, from, without, seen);
    }
    return seen;
  }

  private static void reach(FlowGraph graph, int node, int without, BitSet seen) {
    seen.set(node);
    for (int successor : graph.successors()[node]) {
      if (successor != without && !seen.get(successor)) {
        reach(graph, successor, without, seen);
      }
    }
  }

  @Test
  void randomGraphsAgreeWithTheDefinitions() {
    for (int seed = 0; seed < 2000; seed++) {
      FlowGraph graph = random(seed);
      DominatorTree tree = DominatorTree.of(graph);
      BitSet reachable = reached(graph, graph.entry(), -1);
      assertEquals(reachable.cardinality(), tree.order().length(), "seed " + seed);
      for (int a = 0; a < graph.size(); a++) {
        BitSet around = reached(graph, graph.entry(), a);
        for (int b = 0; b < graph.size(); b++) {
          boolean dominated = reachable.get(a) && reachable.get(b) && (a == b || !around.get(b));
          assertEquals(dominated, tree.dominates(a, b), "seed " + seed + ": " + a + ", " + b);
        }
      }
    }
  }

  @Test
  void randomLoopsAgreeWithTheDefinition() {
    int found = 0;
    for (int seed = 0; seed < 2000; seed++) {
      FlowGraph graph = random(seed);
      DominatorTree tree = DominatorTree.of(graph);
      for (NaturalLoop loop : NaturalLoop.of(tree)) {
        found++;
        for (int node = 0; node < graph.size(); node++) {
          BitSet reached = reached(graph, node, loop.header());
          boolean inside =
              node == loop.header()
                  || tree.order().isReachable(node)
                      && loop.latches().stream().anyMatch(reached::get);
          assertEquals(inside, loop.nodes().contains(node), "seed " + seed + ": " + node);
        }
      }
    }
    assertTrue(found > 1000, found + " loops");
  }

  @Test
  void aForestTellsOfLoopsWhatTheirNodesDo() {
    int deepest = 0;
    for (int seed = 0; seed < 2000; seed++) {
      DominatorTree tree = DominatorTree.of(random(seed));
      LoopForest forest = LoopForest.of(tree);
      int[] depths = new int[tree.order().graph().size()];
      NaturalLoop.of(tree).forEach(loop -> loop.nodes().forEach(node -> depths[node]++));
      for (int node = 0; node < depths.length; node++) {
        assertEquals(depths[node] > 0, forest.isInLoop(node), "seed " + seed + ": " + node);
      }
      int most = IntStream.of(depths).max().orElse(0);
      assertEquals(most, forest.depth(), "seed " + seed);
      deepest = Math.max(deepest, most);
    }
    assertTrue(deepest >= 3, deepest + " loops within one another");
  }
}
