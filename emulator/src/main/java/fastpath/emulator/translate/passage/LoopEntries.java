package fastpath.emulator.translate.passage;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a passage can be entered: its first block, and the heads of its loops. A loop within
 * another is entered by way of the outer one's head: HotSpot does well only with loops that have
 * one entry.
 */
public final class LoopEntries {
  private final List<BasicBlock> blocks = new ArrayList<>();
  private final Loops loops;

  public LoopEntries(Loops loops) {
    this.loops = loops;
    BasicBlock first = loops.blocks().getFirst();
    blocks.add(first);
    loops.heads().stream().filter(h -> h != first).forEach(blocks::add);
  }

  /** The blocks by number. */
  public List<BasicBlock> blocks() {
    return blocks;
  }

  /** Whether there are entries within the loop of a block. */
  public boolean isAround(BasicBlock b) {
    return loops.heads().contains(b) && blocks.stream().anyMatch(e -> next(b, e) != null);
  }

  /**
   * The next head on the way to an entry.
   *
   * @param from the head that has been reached; null from outside
   * @return null if the entry is not within the loop of that head
   */
  public BasicBlock next(BasicBlock from, BasicBlock entry) {
    if (entry == blocks.getFirst()) {
      // Whatever loop it is in, the passage begins there.
      return from == null ? entry : null;
    }
    List<BasicBlock> way = loops.around(entry);
    if (from == null) {
      return way.isEmpty() ? entry : way.getFirst();
    }
    int reached = way.indexOf(from);
    return reached < 0 || reached == way.size() - 1 ? null : way.get(reached + 1);
  }
}
