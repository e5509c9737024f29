package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import fastpath.emulator.graph.NaturalLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The natural loops of a function, inner loops before outer loops. */
public final class NaturalLoops {
  /**
   * A loop: the header, and all blocks that reach a back edge without passing through the header.
   */
  public record Loop(Block header, Set<Block> blocks) {
    /** The predecessors of the header that are in the loop. */
    public List<Block> latches() {
      List<Block> latches = new ArrayList<>();
      for (Block p : header.preds) {
        if (blocks.contains(p)) {
          latches.add(p);
        }
      }
      return latches;
    }

    /** True for the header and all other blocks of the loop. */
    public boolean contains(Block b) {
      return blocks.contains(b);
    }
  }

  private final List<Loop> loops = new ArrayList<>();
  private final Map<Block, List<Loop>> around = new HashMap<>();
  private final Map<Block, Loop> byHeader = new HashMap<>();

  /** Finds the loops of a function. */
  public static NaturalLoops of(Dominators dominators) {
    NaturalLoops found = new NaturalLoops();
    for (NaturalLoop loop : NaturalLoop.of(dominators.tree())) {
      Set<Block> blocks = new LinkedHashSet<>();
      loop.nodes().forEach(node -> blocks.add(dominators.block(node)));
      found.add(new Loop(dominators.block(loop.header()), blocks));
    }
    found.loops.sort((a, b) -> Integer.compare(a.blocks.size(), b.blocks.size()));
    found.loops.forEach(found::noteBlocks);
    return found;
  }

  private void add(Loop loop) {
    loops.add(loop);
    byHeader.put(loop.header, loop);
  }

  private void noteBlocks(Loop loop) {
    loop.blocks.forEach(b -> around.computeIfAbsent(b, key -> new ArrayList<>(2)).add(loop));
  }

  /** All loops, the smallest first. */
  public List<Loop> all() {
    return loops;
  }

  /** Returns the loop whose header is the block, or null. */
  public Loop startingAt(Block header) {
    return byHeader.get(header);
  }

  /** Returns the loops that contain the block, the smallest first. */
  public List<Loop> around(Block b) {
    return around.getOrDefault(b, List.of());
  }

  /** Returns the number of loops that contain the block. */
  public int depth(Block b) {
    return around(b).size();
  }
}
