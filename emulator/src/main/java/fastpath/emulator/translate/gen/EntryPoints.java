package fastpath.emulator.translate.gen;

import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import java.util.ArrayList;
import java.util.List;

/**
 * The points at which a passage can be entered: its first block and its loop headers, at which it
 * resumes after a budget exit. An inner loop is entered by way of the headers of the loops around
 * it, because HotSpot compiles a loop well only if the loop has one entry.
 */
final class EntryPoints {
  private final List<BasicBlock> blocks = new ArrayList<>();
  private final ControlFlow flow;

  EntryPoints(ControlFlow flow) {
    this.flow = flow;
    blocks.add(flow.first());
    flow.loopHeaders().stream().filter(h -> h != flow.first()).forEach(blocks::add);
  }

  /** The blocks by the numbers of the entry points. */
  List<BasicBlock> blocks() {
    return blocks;
  }

  /** True if the loop with this header contains the way to another entry point. */
  boolean isOnTheWay(BasicBlock b) {
    return flow.loopHeaders().contains(b) && blocks.stream().anyMatch(e -> next(b, e) != null);
  }

  /**
   * The next header on the way to an entry point.
   *
   * @param from the header that has been reached; null at the beginning of the method
   * @return null if the entry point is not in the loop of that header
   */
  BasicBlock next(BasicBlock from, BasicBlock entry) {
    if (entry == blocks.getFirst()) {
      // The passage begins at this block, whatever loop the block is in.
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
