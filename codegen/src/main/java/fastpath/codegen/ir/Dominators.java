package fastpath.codegen.ir;

import fastpath.emulator.graph.DominatorTree;
import fastpath.emulator.graph.FlowGraph;
import fastpath.emulator.graph.ReversePostorder;
import java.util.ArrayList;
import java.util.List;

/**
 * The dominator tree of a function's reachable blocks. The tree is a snapshot and must be
 * recomputed after edges change. The computation sets {@link Block#index} to the position in
 * reverse postorder, and to -1 for unreachable blocks.
 */
public final class Dominators {
  private final List<Block> order;
  private final DominatorTree tree;

  private Dominators(List<Block> order, DominatorTree tree) {
    this.order = order;
    this.tree = tree;
  }

  /** Computes the dominator tree of a function. */
  public static Dominators of(Function function) {
    ReversePostorder order = ReversePostorder.of(graph(function));
    return new Dominators(number(function, order), DominatorTree.of(order));
  }

  /**
   * The reachable blocks, entry first; each block follows its predecessors except along back edges.
   */
  public static List<Block> reversePostorder(Function function) {
    return number(function, ReversePostorder.of(graph(function)));
  }

  /** The number of a node is the block's index in the function. */
  private static FlowGraph graph(Function function) {
    int n = function.blocks.size();
    for (int i = 0; i < n; i++) {
      function.blocks.get(i).index = i;
    }
    int[][] successors = new int[n][];
    int[][] predecessors = new int[n][];
    for (int i = 0; i < n; i++) {
      // Successors are visited in reverse, so that the fall-through successor stays early in the
      // order.
      successors[i] = numbers(function.blocks.get(i).succs.reversed());
      predecessors[i] = numbers(function.blocks.get(i).preds);
    }
    return new FlowGraph(function.entry().index, successors, predecessors);
  }

  private static int[] numbers(List<Block> blocks) {
    int[] numbers = new int[blocks.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = blocks.get(i).index;
    }
    return numbers;
  }

  private static List<Block> number(Function function, ReversePostorder order) {
    for (Block b : function.blocks) {
      b.index = -1;
    }
    List<Block> blocks = new ArrayList<>(order.length());
    for (int i = 0; i < order.length(); i++) {
      Block b = function.blocks.get(order.at(i));
      b.index = i;
      blocks.add(b);
    }
    return blocks;
  }

  /** Reachable blocks in reverse postorder. */
  public List<Block> order() {
    return order;
  }

  /** The dominator tree with numbers as nodes; {@link #block} returns the block of a number. */
  public DominatorTree tree() {
    return tree;
  }

  /** The block that a node of {@link #tree} stands for. */
  public Block block(int node) {
    return order.get(tree.order().position(node));
  }

  private int node(Block b) {
    return tree.order().at(b.index);
  }

  /** True for the entry and for blocks that were reachable when the tree was computed. */
  public boolean isReachable(Block b) {
    return b.index >= 0 && b.index < order.size() && order.get(b.index) == b;
  }

  /** True if every path from the entry to {@code b} passes {@code a}; true for a == b. */
  public boolean dominates(Block a, Block b) {
    return isReachable(a) && tree.dominates(node(a), node(b));
  }

  /** The closest block that dominates both blocks; both must be reachable. */
  public Block common(Block a, Block b) {
    return block(tree.commonDominator(node(a), node(b)));
  }

  /** The depth of a reachable block in the tree: the number of its strict dominators. */
  public int depth(Block b) {
    return tree.depth(node(b));
  }

  /** The closest strict dominator; null for the entry. */
  public Block idom(Block b) {
    return b.index == 0 ? null : block(tree.immediateDominator(node(b)));
  }

  /** The blocks whose {@link #idom} is {@code b}, in reverse postorder. */
  public List<Block> children(Block b) {
    return tree.children(node(b)).stream().map(this::block).toList();
  }
}
