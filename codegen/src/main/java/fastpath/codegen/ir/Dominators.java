package fastpath.codegen.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dominator tree of a function's reachable blocks (Cooper, Harvey and Kennedy, "A simple, fast
 * dominance algorithm"). A snapshot: recompute it after edges change. Sets {@link Block#index} to
 * the position in reverse postorder, -1 for unreachable blocks.
 */
public final class Dominators {
  private final List<Block> order;
  private final int[] idom;
  private final int[] enter;
  private final int[] leave;
  private final List<List<Block>> children;

  private Dominators(List<Block> order, int[] idom) {
    this.order = order;
    this.idom = idom;
    this.enter = new int[order.size()];
    this.leave = new int[order.size()];
    this.children = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      children.add(new ArrayList<>(2));
    }
    for (int i = 1; i < order.size(); i++) {
      children.get(idom[i]).add(order.get(i));
    }
    number();
  }

  /** Computes the tree. */
  public static Dominators of(Function function) {
    List<Block> order = reversePostorder(function);
    int n = order.size();
    int[] idom = new int[n];
    Arrays.fill(idom, -1);
    idom[0] = 0;
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 1; i < n; i++) {
        int best = -1;
        for (Block p : order.get(i).preds) {
          if (p.index >= 0 && idom[p.index] >= 0) {
            best = best < 0 ? p.index : intersect(idom, best, p.index);
          }
        }
        if (idom[i] != best) {
          idom[i] = best;
          changed = true;
        }
      }
    }
    return new Dominators(order, idom);
  }

  private static int intersect(int[] idom, int a, int b) {
    while (a != b) {
      while (a > b) {
        a = idom[a];
      }
      while (b > a) {
        b = idom[b];
      }
    }
    return a;
  }

  /** Reachable blocks, entry first, each after all its predecessors but for back edges. */
  public static List<Block> reversePostorder(Function function) {
    for (Block b : function.blocks) {
      b.index = -1;
    }
    List<Block> post = new ArrayList<>(function.blocks.size());
    ArrayDeque<Block> stack = new ArrayDeque<>();
    ArrayDeque<int[]> next = new ArrayDeque<>();
    stack.push(function.entry());
    next.push(new int[] {0});
    function.entry().index = 0;
    while (!stack.isEmpty()) {
      Block b = stack.peek();
      int[] at = next.peek();
      if (at[0] < b.succs.size()) {
        // Last successor first, so that the order keeps the fall-through early.
        Block s = b.succs.get(b.succs.size() - 1 - at[0]++);
        if (s.index < 0) {
          s.index = 0;
          stack.push(s);
          next.push(new int[] {0});
        }
      } else {
        post.add(b);
        stack.pop();
        next.pop();
      }
    }
    java.util.Collections.reverse(post);
    for (int i = 0; i < post.size(); i++) {
      post.get(i).index = i;
    }
    return post;
  }

  private void number() {
    int clock = 0;
    int[] at = new int[order.size()];
    ArrayDeque<Block> stack = new ArrayDeque<>();
    stack.push(order.get(0));
    enter[0] = clock++;
    while (!stack.isEmpty()) {
      int b = stack.peek().index;
      if (at[b] < children.get(b).size()) {
        Block child = children.get(b).get(at[b]++);
        enter[child.index] = clock++;
        stack.push(child);
      } else {
        leave[b] = clock++;
        stack.pop();
      }
    }
  }

  /** Reachable blocks in reverse postorder. */
  public List<Block> order() {
    return order;
  }

  public boolean isReachable(Block b) {
    return b.index >= 0 && b.index < order.size() && order.get(b.index) == b;
  }

  /** Whether every path from the entry to {@code b} passes {@code a}; true for a == b. */
  public boolean dominates(Block a, Block b) {
    return isReachable(a) && enter[a.index] <= enter[b.index] && leave[b.index] <= leave[a.index];
  }

  /** The closest strict dominator; null for the entry. */
  public Block idom(Block b) {
    return b.index == 0 ? null : order.get(idom[b.index]);
  }

  /** Blocks whose {@link #idom} is {@code b}. */
  public List<Block> children(Block b) {
    return children.get(b.index);
  }
}
