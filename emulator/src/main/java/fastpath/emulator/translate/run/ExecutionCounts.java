package fastpath.emulator.translate.run;

import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.SideExit;
import fastpath.emulator.translate.passage.Terminator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The execution counts of blocks and edges, computed from counters, entries and side exits. */
final class ExecutionCounts {
  private final ControlFlow flow;
  private final CounterPlacement placement;
  private final long[] counters;
  private final Map<BasicBlock, Long> entered;

  /** Number of departures from each block before its end. */
  private final Map<BasicBlock, Long> exits = new HashMap<>();

  /** Number of departures along each edge. */
  private final Map<Edge, Long> exitsByEdge = new HashMap<>();

  /** The executions of blocks that have already been computed. */
  private final Map<BasicBlock, Long> known = new HashMap<>();

  /**
   * @param counters values of the counters, by the numbers of the placement
   * @param entered number of entries to the passage at each block
   */
  ExecutionCounts(
      ControlFlow flow,
      CounterPlacement placement,
      long[] counters,
      Map<BasicBlock, Long> entered,
      List<SideExit> sideExits) {
    this.flow = flow;
    this.placement = placement;
    this.counters = counters;
    this.entered = entered;
    for (SideExit e : sideExits) {
      if (e.reason() instanceof ExitReason.TakenEdge r) {
        exitsByEdge.merge(r.edge(), e.count(), Long::sum);
      } else if (e.unretired() > 0) {
        exits.merge(e.reason().block(), e.count(), Long::sum);
      }
    }
    for (BasicBlock header : flow.loopHeaders()) {
      if (flow.innermostHeader(header) == header) {
        known.put(header, loopIterations(header));
      }
    }
  }

  /**
   * Returns the number of iterations of an innermost loop. The budget that a loop takes grows by
   * the same amount with each iteration; the counted edges inside the loop account for the rest.
   */
  private long loopIterations(BasicBlock header) {
    long others = budget(header, 0);
    return (counters[placement.loopBudget(header)] - others) / (budget(header, 1) - others);
  }

  /** Returns the budget that a loop takes if it runs a number of iterations. */
  private long budget(BasicBlock header, long iterations) {
    known.put(header, iterations);
    long sum = flow.loopBody(header).stream().mapToLong(b -> b.size() * of(b)).sum();
    known.keySet().removeAll(flow.loopBody(header));
    return sum;
  }

  /** Returns the number of executions of a block. */
  long of(BasicBlock b) {
    Long computed = known.get(b);
    if (computed != null) {
      return computed;
    }
    int counter = placement.block(b);
    long sum = counter >= 0 ? counters[counter] : entered.getOrDefault(b, 0L);
    if (counter < 0) {
      for (Edge e : b.incoming()) {
        sum += placement.isReachable(e.from()) ? of(e) - exitsByEdge.getOrDefault(e, 0L) : 0;
      }
    }
    known.put(b, sum);
    return sum;
  }

  /** Returns the number of executions of an edge, including those that were side exits. */
  private long of(Edge e) {
    Edge counted = placement.countedEdge(e.from());
    if (e == counted) {
      return e.to() == null ? exitsByEdge.getOrDefault(e, 0L) : counters[placement.edge(e)];
    }
    long all = of(e.from()) - exits.getOrDefault(e.from(), 0L);
    return counted == null ? all : all - of(counted);
  }

  /** Returns how often the branch at a block's end was taken; 0 if the block ends in no branch. */
  long taken(BasicBlock b) {
    return b.terminator() instanceof Terminator.Branch e ? of(e.taken()) : 0;
  }

  /**
   * Returns the iterations of instruction number n of a block; 0 if that instruction is no bulk
   * move.
   */
  long iterations(BasicBlock b, int n) {
    int counter = placement.iterations(b, n);
    return counter < 0 ? 0 : counters[counter];
  }
}
