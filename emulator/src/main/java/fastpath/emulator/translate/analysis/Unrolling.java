package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Repetition;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.StageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stage of the pipeline: decides how many copies of each loop's body are generated, one after
 * another. A short innermost loop gets several copies, so that one budget check, one move of values
 * to the loop header and one bounds check serve all copies. The number of copies also determines
 * how many instructions run between two budget checks.
 */
public final class Unrolling implements StageModel {
  /** Upper limit on instructions in all copies of a loop body. */
  private static final int MAX_INSTRUCTIONS = 64;

  private final ControlFlow flow;
  private final Map<BasicBlock, Integer> copies = new HashMap<>();
  private final Map<BasicBlock, Integer> longest = new HashMap<>();

  private Unrolling(ControlFlow flow, int maxCopies) {
    this.flow = flow;
    for (BasicBlock header : flow.loopHeaders()) {
      if (flow.innermostHeader(header) == header) {
        copies.put(
            header, Math.clamp(MAX_INSTRUCTIONS / size(flow.loopBody(header)), 1, maxCopies));
      }
    }
    for (BasicBlock b : flow.blocks().reversed()) {
      int all = b.size() + longestAfter(b);
      longest.put(b, copies(b) == 1 ? all : all + (copies(b) - 1) * size(flow.loopBody(b)));
    }
  }

  /**
   * Chooses the number of copies of each loop body.
   *
   * @param maxCopies upper limit on copies of one body
   */
  public static Unrolling of(ControlFlow flow, int maxCopies) {
    return new Unrolling(flow, maxCopies);
  }

  /**
   * Returns the number of instructions of a loop body; more than the limit if the body contains a
   * bulk move.
   */
  private static int size(Set<BasicBlock> body) {
    int size = 0;
    for (BasicBlock b : body) {
      if (b.codes().stream().anyMatch(c -> c.repetition() != Repetition.OTHER)) {
        return MAX_INSTRUCTIONS + 1;
      }
      size += b.size();
    }
    return Math.max(size, 1);
  }

  private int longestAfter(BasicBlock b) {
    return b.terminator().edges().stream()
        .filter(e -> e.to() != null && !e.isBackEdge())
        .mapToInt(e -> longest.get(e.to()))
        .max()
        .orElse(0);
  }

  /**
   * Returns the number of copies of the body of the innermost loop with this header; 1 for any
   * other block.
   */
  public int copies(BasicBlock header) {
    return copies.getOrDefault(header, 1);
  }

  /** Returns the greatest number of copies of any loop body. */
  public int maxCopies() {
    return copies.values().stream().mapToInt(n -> n).max().orElse(1);
  }

  /**
   * Returns the greatest number of instructions that can run from the beginning of a block to the
   * next budget check.
   */
  public int longest(BasicBlock b) {
    return longest.get(b);
  }

  /**
   * Returns the header of the innermost loop around a block if the loop's body has several copies;
   * else null.
   */
  public BasicBlock unrolledHeader(BasicBlock b) {
    BasicBlock header = flow.innermostHeader(b);
    return header != null && copies(header) > 1 ? header : null;
  }

  /** True if an edge is the only one to its target block, in every copy. */
  public boolean isOnlyWay(Edge e) {
    BasicBlock header = unrolledHeader(e.from());
    return e.to().onlyPredecessor() != null
        && (header == null || flow.loopBody(header).contains(e.to()));
  }

  @Override
  public String title() {
    return "unrolling";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (BasicBlock header : flow.loopHeaders()) {
      lines.add(
          "loop of block %d: %d copies, at most %d instructions to the next budget check"
              .formatted(header.index(), copies(header), longest(header)));
    }
    return lines.isEmpty() ? List.of("no loop") : lines;
  }
}
