package fastpath.emulator.translate.gen;

import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import java.util.ArrayList;
import java.util.List;

/**
 * The points at which a passage can be entered: its first block, and the loop headers, where the
 * passage is entered again after a budget exit. An inner loop is entered through the headers of the
 * loops around it, because HotSpot compiles a loop well only if the loop has one entry.
 */
final class EntryPoints {
  private final List<BasicBlock> blocks = new ArrayList<>();
  private final ControlFlow flow;

  EntryPoints(ControlFlow flow) {
    this.flow = flow;
    blocks.add(flow.first());
    flow.loopHeaders().stream().filter(h -> h != flow.first()).forEach(blocks::add);
  }

  /** Returns the blocks of the entry points, by the number of the entry point. */
  List<BasicBlock> blocks() {
    return blocks;
  }

  /**
   * True if a block is a loop header and the path to another entry point leads through its loop.
   */
  boolean isOnTheWay(BasicBlock b) {
    return flow.loopHeaders().contains(b) && blocks.stream().anyMatch(e -> next(b, e) != null);
  }

  /**
   * Returns the next loop header on the path to an entry point.
   *
   * @param from the header that has been reached; null at the beginning of the method
   * @return null if the entry point is not inside the loop of that header
   */
  BasicBlock next(BasicBlock from, BasicBlock entry) {
    if (entry == blocks.getFirst()) {
      // The passage begins at this block, even if the block is in a loop.
      return from == null ? entry : null;
    }
    List<BasicBlock> way = flow.loopsAround(entry);
    if (from == null) {
      return way.isEmpty() ? entry : way.getFirst();
    }
    int reached = way.indexOf(from);
    return reached < 0 || reached == way.size() - 1 ? null : way.get(reached + 1);
  }
}
