package fastpath.emulator.translate.analysis;

import com.google.common.collect.ImmutableSet;
import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.StageModel;
import fastpath.emulator.translate.passage.Terminator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stage of the pipeline: decides which blocks and edges of a passage have a counter. Few counters
 * suffice to compute how often each instruction ran:
 *
 * <ul>
 *   <li>Of the two edges of a branch, the rarer one has a counter; the count of the other edge is
 *       the block's count minus the rarer edge's count.
 *   <li>A block's count is the sum of its incoming edges' counts if all of those are known;
 *       otherwise the block has a counter.
 *   <li>An innermost loop has no counter that is incremented in every iteration. Each iteration
 *       takes a known number of instructions from the budget, and the loop's counter holds the
 *       number of instructions that the loop took.
 *   <li>Counters in loops are local variables: an increment is an addition, and the value is stored
 *       when the passage is left. Counters outside loops are in memory.
 * </ul>
 */
public final class CounterPlacement implements StageModel {
  /**
   * Upper limit on counters in local variables, besides those of innermost loops. With many more
   * values that are live throughout a method, HotSpot's first compiler gives up on the method.
   */
  private static final int MAX_LOCALS = 12;

  /**
   * A block or an edge that needs a counter.
   *
   * @param edge the edge; null if the block needs the counter
   * @param times number of executions seen in the interpreter
   */
  private record Candidate(BasicBlock block, Edge edge, long times) {}

  private final ControlFlow flow;

  /**
   * The blocks that can be reached; an unreachable block may have edges to others, but never runs.
   */
  private final Set<BasicBlock> reachable;

  private final Map<BasicBlock, Integer> blocks = new HashMap<>();
  private final Map<BasicBlock, Integer> budgets = new HashMap<>();
  private final Map<Edge, Integer> edges = new HashMap<>();
  private final Map<BasicBlock, Edge> counted = new HashMap<>();
  private final Map<BasicBlock, int[]> iterations = new HashMap<>();
  private final int locals;
  private int size;

  private CounterPlacement(ControlFlow flow) {
    this.flow = flow;
    reachable = ImmutableSet.copyOf(flow.blocks());
    for (BasicBlock b : flow.blocks()) {
      if (b.terminator() instanceof Terminator.Branch e) {
        counted.put(b, counted(b, e));
      }
    }
    for (BasicBlock b : flow.blocks()) {
      if (flow.innermostHeader(b) == b) {
        budgets.put(b, size++);
      }
    }
    List<Candidate> inLoops = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (BasicBlock b : flow.blocks()) {
      find(b, flow.loopsAround(b).isEmpty() ? others : inLoops);
    }
    inLoops.sort(Comparator.comparingLong(Candidate::times).reversed());
    locals = size + Math.min(inLoops.size(), MAX_LOCALS);
    inLoops.forEach(this::number);
    others.forEach(this::number);
    flow.blocks().forEach(this::numberIterations);
  }

  /** Places the counters of a passage. */
  public static CounterPlacement of(ControlFlow flow) {
    return new CounterPlacement(flow);
  }

  private void find(BasicBlock b, List<Candidate> found) {
    long times = b.size() == 0 ? 0 : b.last().count();
    if (!budgets.containsKey(b) && !b.incoming().stream().allMatch(this::isKnown)) {
      found.add(new Candidate(b, null, times));
    }
    Edge e = counted.get(b);
    if (e != null && e.to() != null) {
      long taken = b.last().taken();
      boolean target = e == b.terminator().edges().getFirst();
      found.add(new Candidate(b, e, target ? taken : times - taken));
    }
  }

  private void number(Candidate c) {
    if (c.edge == null) {
      blocks.put(c.block, size++);
    } else {
      edges.put(c.edge, size++);
    }
  }

  private void numberIterations(BasicBlock b) {
    int[] counters = new int[b.size()];
    for (int i = 0; i < counters.length; i++) {
      Code c = b.codes().get(i);
      counters[i] = c.repetition() == Repetition.OTHER ? -1 : size++;
    }
    iterations.put(b, counters);
  }

  /**
   * True if an edge's count can be computed before the count of its target block is known. This
   * excludes back edges without a counter, whose counts would depend on themselves, and edges of
   * indirect jumps, whose counts are not kept apart.
   */
  private boolean isKnown(Edge e) {
    return !reachable.contains(e.from())
        || !(e.from().terminator() instanceof Terminator.Indirect)
            && (!e.isBackEdge() || counted.get(e.from()) == e);
  }

  /**
   * Chooses the edge of a branch that is counted: an edge that is a side exit, which has its own
   * count; else the edge that leaves the innermost loop; else the rarer edge.
   */
  private Edge counted(BasicBlock b, Terminator.Branch e) {
    if ((e.taken().to() == null) != (e.notTaken().to() == null)) {
      return e.taken().to() == null ? e.taken() : e.notTaken();
    }
    BasicBlock header = flow.innermostHeader(b);
    if (header != null && leaves(header, e.taken()) != leaves(header, e.notTaken())) {
      return leaves(header, e.taken()) ? e.taken() : e.notTaken();
    }
    return b.last().isMostlyTaken() ? e.notTaken() : e.taken();
  }

  private boolean leaves(BasicBlock header, Edge e) {
    return e.to() == null || !flow.loopBody(header).contains(e.to());
  }

  /** Returns the number of counters in local variables; these counters have the lowest numbers. */
  public int locals() {
    return locals;
  }

  /** Returns the number of all counters. */
  public int size() {
    return size;
  }

  /** True if a block can be reached from the passage's start. */
  public boolean isReachable(BasicBlock b) {
    return reachable.contains(b);
  }

  /**
   * Returns the counter of a block's executions; -1 if the executions are computed from other
   * counters.
   */
  public int block(BasicBlock b) {
    return blocks.getOrDefault(b, -1);
  }

  /** Returns the counter of an edge; -1 if the edge's count is computed from other counters. */
  public int edge(Edge e) {
    return edges.getOrDefault(e, -1);
  }

  /**
   * Returns the edge of a block's branch that is counted, by a counter or by its side exit; null if
   * the block ends in no branch.
   */
  public Edge countedEdge(BasicBlock b) {
    return counted.get(b);
  }

  /**
   * Returns the counter of the instructions that the innermost loop around a block takes from the
   * budget; -1 if the block is in no innermost loop.
   */
  public int loopBudget(BasicBlock b) {
    BasicBlock header = flow.innermostHeader(b);
    return header == null ? -1 : budgets.get(header);
  }

  /**
   * Returns the budget counter of the innermost loop that an edge enters; -1 if the edge enters no
   * innermost loop.
   */
  public int enteredLoop(Edge e) {
    BasicBlock to = e.to();
    return budgets.containsKey(to) && !flow.loopBody(to).contains(e.from()) ? loopBudget(to) : -1;
  }

  /**
   * Returns the budget counter of the innermost loop that an edge leaves; -1 if the edge leaves no
   * innermost loop.
   */
  public int leftLoop(Edge e) {
    BasicBlock header = flow.innermostHeader(e.from());
    return header != null && leaves(header, e) ? loopBudget(e.from()) : -1;
  }

  /**
   * Returns the counter of the iterations of instruction number n of a block; -1 if that
   * instruction is no bulk move.
   */
  public int iterations(BasicBlock b, int n) {
    return iterations.get(b)[n];
  }

  @Override
  public String title() {
    return "counters";
  }

  @Override
  public List<String> lines() {
    String[] lines = new String[size];
    budgets.forEach((b, n) -> lines[n] = "budget that the loop of block " + b.index() + " takes");
    blocks.forEach((b, n) -> lines[n] = "executions of block " + b.index());
    edges.forEach((e, n) -> lines[n] = "edge " + e.from().index() + " to " + e.to().index());
    for (BasicBlock b : flow.blocks()) {
      for (int n : iterations.get(b)) {
        if (n >= 0) {
          lines[n] = "iterations of a bulk move in block " + b.index();
        }
      }
    }
    for (int n = 0; n < size; n++) {
      lines[n] = "counter " + n + (n < locals ? ", a local: " : ", in memory: ") + lines[n];
    }
    return size == 0 ? List.of("none: entries and exits tell every count") : List.of(lines);
  }
}
