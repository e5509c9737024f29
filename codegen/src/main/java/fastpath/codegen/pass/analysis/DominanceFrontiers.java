package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Dominators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Dominance frontiers: where definitions meet. */
public final class DominanceFrontiers {
  private final List<Set<Block>> frontier = new ArrayList<>();

  /** Computes the frontier of every reachable block. */
  public DominanceFrontiers(Dominators dominators) {
    for (int i = 0; i < dominators.order().size(); i++) {
      frontier.add(null);
    }
    for (Block b : dominators.order()) {
      if (b.preds.size() < 2) {
        continue;
      }
      Block stop = dominators.idom(b);
      for (Block p : b.preds) {
        for (Block r = p; r != stop && r != null; r = dominators.idom(r)) {
          add(r, b);
        }
      }
    }
  }

  private void add(Block of, Block member) {
    if (frontier.get(of.index) == null) {
      frontier.set(of.index, new LinkedHashSet<>(2));
    }
    frontier.get(of.index).add(member);
  }

  /** Where PHIs may be needed for a variable set in these blocks. */
  public Set<Block> iterated(Collection<Block> definitions) {
    Set<Block> result = new LinkedHashSet<>();
    ArrayDeque<Block> work = new ArrayDeque<>(definitions);
    while (!work.isEmpty()) {
      Set<Block> meets = frontier.get(work.poll().index);
      if (meets != null) {
        for (Block b : meets) {
          if (result.add(b)) {
            work.add(b);
          }
        }
      }
    }
    return result;
  }
}
