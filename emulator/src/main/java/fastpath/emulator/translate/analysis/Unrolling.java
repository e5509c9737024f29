package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Repetition;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.Loops;
import java.util.List;
import java.util.Set;

/**
 * Says how often loops are written, one after another: a short one several times, so that the
 * budget is looked at, values are moved to where the loop begins, and what accesses have in common
 * is checked, once for all of them. Then finds how far it is to where the budget is looked at.
 */
public final class Unrolling {
  public static final int MOST = 8;

  /** Of all the times that a loop is written. */
  private static final int MOST_INSTRUCTIONS = 64;

  private Unrolling() {}

  /**
   * Chooses anew.
   *
   * @param most copies of a loop
   * @return whether a loop would be written more often but for that
   */
  public static boolean choose(Loops loops, int most) {
    boolean fewer = false;
    for (BasicBlock head : loops.heads()) {
      if (loops.simple(head) == head) {
        int fitting = MOST_INSTRUCTIONS / size(loops.body(head));
        head.copies = Math.clamp(fitting, 1, most);
        fewer |= fitting > most;
      }
    }
    for (BasicBlock b : loops.blocks().reversed()) {
      b.longest = b.size() + longestAfter(b);
      if (b.copies > 1) {
        b.longest += (b.copies - 1) * size(loops.body(b));
      }
    }
    return fewer;
  }

  /** InstructionCode of a loop; more than any number if there are repeated ones. */
  private static int size(Set<BasicBlock> body) {
    int size = 0;
    for (BasicBlock b : body) {
      if (b.codes.stream().anyMatch(c -> c.repetition() != Repetition.OTHER)) {
        return MOST_INSTRUCTIONS + 1;
      }
      size += b.size();
    }
    return Math.max(size, 1);
  }

  private static int longestAfter(BasicBlock b) {
    List<Edge> edges = b.ending.edges();
    return edges.stream()
        .filter(e -> e.to != null && !e.closesLoop)
        .mapToInt(e -> e.to.longest)
        .max()
        .orElse(0);
  }
}
