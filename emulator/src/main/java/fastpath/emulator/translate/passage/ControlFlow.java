package fastpath.emulator.translate.passage;

import fastpath.emulator.graph.FlowGraph;
import fastpath.emulator.graph.NaturalLoop;
import fastpath.emulator.graph.ReversePostorder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The control-flow graph of a passage: basic blocks, edges, back edges and loops. */
public final class ControlFlow implements StageModel {
  private final List<BasicBlock> found;
  private final List<BasicBlock> blocks = new ArrayList<>();
  private final Map<BasicBlock, Set<BasicBlock>> bodies = new LinkedHashMap<>();
  private final Map<BasicBlock, BasicBlock> innermost = new HashMap<>();

  private ControlFlow(List<BasicBlock> found) {
    this.found = found;
    ReversePostorder order = ReversePostorder.of(graph());
    for (int i = 0; i < order.length(); i++) {
      blocks.add(found.get(order.at(i)));
    }
    markBackEdges(order);
    for (BasicBlock b : blocks) {
      List<Integer> latches =
          b.incoming().stream().filter(Edge::isBackEdge).map(e -> e.from().index()).toList();
      if (!latches.isEmpty()) {
        Set<BasicBlock> body = new LinkedHashSet<>();
        NaturalLoop.around(order, b.index(), latches).nodes().forEach(n -> body.add(found.get(n)));
        bodies.put(b, body);
      }
    }
    for (BasicBlock header : bodies.keySet()) {
      if (isInnermost(header)) {
        bodies.get(header).forEach(b -> innermost.put(b, header));
      }
    }
  }

  /** Builds the control-flow graph of the code that a passage is compiled from, within limits. */
  public static ControlFlow of(PassageRequest request, Limits limits) {
    return new ControlFlow(BlockFinder.find(request, limits));
  }

  private FlowGraph graph() {
    int[][] successors = new int[found.size()][];
    for (BasicBlock b : found) {
      successors[b.index()] =
          b.terminator().edges().stream()
              .filter(e -> e.to() != null)
              .mapToInt(e -> e.to().index())
              .toArray();
    }
    return FlowGraph.of(0, successors);
  }

  private void markBackEdges(ReversePostorder order) {
    for (BasicBlock b : blocks) {
      for (Edge e : b.terminator().edges()) {
        if (e.to() != null && order.isBackEdge(b.index(), e.to().index())) {
          e.markBackEdge();
        }
      }
    }
  }

  private boolean isInnermost(BasicBlock header) {
    Set<BasicBlock> body = bodies.get(header);
    return (header == first() || !body.contains(first()))
        && bodies.keySet().stream().noneMatch(h -> h != header && body.contains(h));
  }

  /** Returns the blocks that can be reached, in reverse postorder. */
  public List<BasicBlock> blocks() {
    return blocks;
  }

  /** Returns the block at which the passage begins. */
  public BasicBlock first() {
    return blocks.getFirst();
  }

  /** Returns the number of instructions in all blocks. */
  public int instructions() {
    return blocks.stream().mapToInt(BasicBlock::size).sum();
  }

  /**
   * Returns the loop headers; the header of an outer loop comes before those of its inner loops.
   */
  public Collection<BasicBlock> loopHeaders() {
    return bodies.keySet();
  }

  /** Returns the blocks of the loop with this header, including the header. */
  public Set<BasicBlock> loopBody(BasicBlock header) {
    return bodies.get(header);
  }

  /**
   * Returns the headers of all loops that contain a block, outer loops first; for a loop header,
   * its own loop is last.
   */
  public List<BasicBlock> loopsAround(BasicBlock b) {
    List<BasicBlock> headers = new ArrayList<>();
    bodies.forEach((header, body) -> {
      if (header != b && body.contains(b)) {
        headers.add(header);
      }
    });
    if (bodies.containsKey(b)) {
      headers.add(b);
    }
    return headers;
  }

  /**
   * Returns the header of the innermost loop that contains a block. The result is null if the block
   * is in no loop, or if the closest loop contains another loop or has an entry besides its header.
   */
  public BasicBlock innermostHeader(BasicBlock b) {
    return innermost.get(b);
  }

  /** True if a block is the only block of an innermost loop. */
  public boolean isOneBlockLoop(BasicBlock b) {
    return innermostHeader(b) == b && loopBody(b).size() == 1;
  }

  /** Returns the number of back edges to a loop header. */
  public long backEdges(BasicBlock header) {
    return header.incoming().stream().filter(Edge::isBackEdge).count();
  }

  @Override
  public String title() {
    return "control flow";
  }

  @Override
  public List<String> lines() {
    return blocks.stream().map(this::line).toList();
  }

  private String line(BasicBlock b) {
    List<String> to = b.terminator().edges().stream().map(ControlFlow::text).toList();
    return "block %d at %x: %d instructions%s, %s"
        .formatted(
            b.index(),
            b.address(),
            b.size(),
            bodies.containsKey(b) ? ", header of a loop of " + bodies.get(b).size() : "",
            to.isEmpty() ? "then a side exit" : "then " + String.join(" or ", to));
  }

  private static String text(Edge e) {
    return e.to() == null
        ? "side exit to %x".formatted(e.address())
        : "block " + e.to().index() + (e.isBackEdge() ? " by a back edge" : "");
  }
}
