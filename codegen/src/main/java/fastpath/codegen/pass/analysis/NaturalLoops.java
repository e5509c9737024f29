package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The natural loops of a function, inner ones before the loops around them. */
public final class NaturalLoops {
  /** A loop: all blocks that reach a back edge without passing the header, and the header. */
  public record Loop(Block header, Set<Block> blocks) {
    /** Predecessors of the header inside the loop. */
    public List<Block> latches() {
      List<Block> latches = new ArrayList<>();
      for (Block p : header.preds) {
        if (blocks.contains(p)) {
          latches.add(p);
        }
      }
      return latches;
    }

    public boolean contains(Block b) {
      return blocks.contains(b);
    }
  }

  private final List<Loop> loops = new ArrayList<>();
  private final Map<Block, Integer> depth = new HashMap<>();
  private final Map<Block, Loop> byHeader = new HashMap<>();

  public static NaturalLoops of(Function f, Dominators dominators) {
    NaturalLoops found = new NaturalLoops();
    List<Block> order = dominators.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      found.header(order.get(i), dominators);
    }
    found.loops.sort((a, b) -> Integer.compare(a.blocks.size(), b.blocks.size()));
    return found;
  }

  private void header(Block h, Dominators dominators) {
    Set<Block> blocks = null;
    for (Block p : h.preds) {
      if (dominators.dominates(h, p)) {
        if (blocks == null) {
          blocks = new LinkedHashSet<>();
          blocks.add(h);
        }
        collect(p, blocks);
      }
    }
    if (blocks != null) {
      Loop loop = new Loop(h, blocks);
      loops.add(loop);
      byHeader.put(h, loop);
      blocks.forEach(b -> depth.merge(b, 1, Integer::sum));
    }
  }

  private static void collect(Block latch, Set<Block> blocks) {
    ArrayDeque<Block> work = new ArrayDeque<>();
    if (blocks.add(latch)) {
      work.add(latch);
    }
    while (!work.isEmpty()) {
      for (Block p : work.poll().preds) {
        if (p.index >= 0 && blocks.add(p)) {
          work.add(p);
        }
      }
    }
  }

  /** All loops, small ones first. */
  public List<Loop> all() {
    return loops;
  }

  /** The loop that starts at the block, or null. */
  public Loop startingAt(Block header) {
    return byHeader.get(header);
  }

  /** How many loops the block is in. */
  public int depth(Block b) {
    return depth.getOrDefault(b, 0);
  }
}
