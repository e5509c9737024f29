package fastpath.codegen.x86.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Dominators and loops of machine blocks, by {@link MachineBlock#index}; a snapshot. */
public final class MachineDominators {
  private final List<MachineBlock> blocks;
  private final int[] idom;
  private final int[] depth;
  private final int[] loopDepth;

  public MachineDominators(MachineFunction function) {
    blocks = function.blocks;
    int n = blocks.size();
    idom = new int[n];
    depth = new int[n];
    loopDepth = new int[n];
    List<MachineBlock> order = reversePostorder(function);
    int[] position = new int[n];
    for (int k = 0; k < order.size(); k++) {
      position[order.get(k).index] = k;
    }
    Arrays.fill(idom, -1);
    idom[0] = 0;
    for (boolean changed = true; changed; ) {
      changed = false;
      for (MachineBlock block : order.subList(1, order.size())) {
        int best = -1;
        for (MachineBlock pred : block.preds) {
          if (idom[pred.index] >= 0) {
            best = best < 0 ? pred.index : intersect(best, pred.index, position);
          }
        }
        changed |= idom[block.index] != best;
        idom[block.index] = best;
      }
    }
    for (MachineBlock block : order.subList(1, order.size())) {
      depth[block.index] = depth[idom[block.index]] + 1;
    }
    for (MachineBlock block : blocks) {
      for (MachineBlock succ : block.succs) {
        if (dominates(succ, block)) {
          markLoop(succ, block);
        }
      }
    }
  }

  private int intersect(int a, int b, int[] position) {
    while (a != b) {
      while (position[a] > position[b]) {
        a = idom[a];
      }
      while (position[b] > position[a]) {
        b = idom[b];
      }
    }
    return a;
  }

  /** Entry first, each block after its predecessors but for back edges. */
  static List<MachineBlock> reversePostorder(MachineFunction function) {
    List<MachineBlock> post = new ArrayList<>();
    BitSet seen = new BitSet();
    ArrayDeque<MachineBlock> stack = new ArrayDeque<>();
    ArrayDeque<int[]> next = new ArrayDeque<>();
    stack.push(function.entry());
    next.push(new int[1]);
    seen.set(function.entry().index);
    while (!stack.isEmpty()) {
      MachineBlock block = stack.peek();
      int at = next.peek()[0]++;
      if (at < block.succs.size()) {
        MachineBlock succ = block.succs.get(at);
        if (!seen.get(succ.index)) {
          seen.set(succ.index);
          stack.push(succ);
          next.push(new int[1]);
        }
      } else {
        post.add(stack.pop());
        next.pop();
      }
    }
    return post.reversed();
  }

  private void markLoop(MachineBlock header, MachineBlock latch) {
    BitSet inside = new BitSet();
    inside.set(header.index);
    ArrayDeque<MachineBlock> work = new ArrayDeque<>(List.of(latch));
    while (!work.isEmpty()) {
      MachineBlock block = work.pop();
      if (!inside.get(block.index)) {
        inside.set(block.index);
        work.addAll(block.preds);
      }
    }
    inside.stream().forEach(k -> loopDepth[k]++);
  }

  public boolean dominates(MachineBlock a, MachineBlock b) {
    int at = b.index;
    while (depth[at] > depth[a.index]) {
      at = idom[at];
    }
    return at == a.index;
  }

  public MachineBlock common(MachineBlock a, MachineBlock b) {
    int x = a.index;
    int y = b.index;
    while (x != y) {
      if (depth[x] >= depth[y]) {
        x = idom[x];
      } else {
        y = idom[y];
      }
    }
    return blocks.get(x);
  }

  /** The closest strict dominator; the entry's is itself. */
  public MachineBlock idom(MachineBlock block) {
    return blocks.get(idom[block.index]);
  }

  /** Number of natural loops around a block. */
  public int loopDepth(MachineBlock block) {
    return loopDepth[block.index];
  }
}
