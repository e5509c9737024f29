package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Repetition;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.Edge;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.Loops;
import fastpath.emulator.translate.passage.SideExit;
import fastpath.emulator.translate.passage.Terminator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which counters a passage keeps, and how often each instruction ran by them. Of the two ways that
 * a branch can go one is counted; where ways meet, their sum is what was begun, and the rest is
 * what came from before, without what left on the way. A loop with none within has no counter that
 * goes round with it: what it takes from the budget tells how often it ran. What repeats within the
 * passage is counted in locals, which cost an addition, and a store when it is left; what does not
 * is counted in memory.
 */
public final class CounterPlacement {
  /**
   * Counters of what repeats that are kept in locals, besides those of simple loops: with many more
   * values that live throughout, HotSpot's first compiler gives up.
   */
  private static final int MOST_LOCALS = 12;

  /**
   * What may be counted: a block's beginnings, or how often a branch went that way.
   *
   * @param edge null for the block
   * @param times as far as it is counted where it is interpreted
   */
  private record Candidate(BasicBlock block, Edge edge, long times) {}

  private final Loops loops;

  /** The blocks that are reached: others may lead to them, but never run. */
  private final Set<BasicBlock> reached;

  /** Of blocks: how often they began; of heads of simple loops: what the loop took. */
  private final Map<BasicBlock, Integer> blocks = new HashMap<>();

  /** Of the edges of branches: how often they were taken. */
  private final Map<Edge, Integer> edges = new HashMap<>();

  /** Of the edges of each branch, the one that is counted, by a counter or by its exit. */
  private final Map<BasicBlock, Edge> counted = new HashMap<>();

  private final Map<BasicBlock, int[]> iterations = new HashMap<>();
  private final int locals;
  private int size;

  public CounterPlacement(Loops loops) {
    this.loops = loops;
    List<BasicBlock> order = loops.blocks();
    reached = Set.copyOf(order);
    for (BasicBlock b : order) {
      if (b.ending instanceof Terminator.Branches e) {
        counted.put(b, counted(b, e));
      }
    }
    for (BasicBlock b : order) {
      if (loops.simple(b) == b) {
        blocks.put(b, size++);
      }
    }
    List<Candidate> repeated = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (BasicBlock b : order) {
      find(b, loops.around(b).isEmpty() ? others : repeated);
    }
    repeated.sort(Comparator.comparingLong(Candidate::times).reversed());
    locals = size + Math.min(repeated.size(), MOST_LOCALS);
    repeated.forEach(this::number);
    others.forEach(this::number);
    for (BasicBlock b : order) {
      int[] places = new int[b.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = b.codes.get(i).repetition() == Repetition.OTHER ? -1 : size++;
      }
      iterations.put(b, places);
    }
  }

  /** Finds what is counted of a block. */
  private void find(BasicBlock b, List<Candidate> found) {
    long times = b.size() == 0 ? 0 : b.last().count();
    if (loops.simple(b) != b && !b.incoming.stream().allMatch(this::isKnown)) {
      found.add(new Candidate(b, null, times));
    }
    Edge e = counted.get(b);
    if (e != null && e.to != null) {
      long taken = b.last().taken();
      boolean target = e == b.ending.edges().getFirst();
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

  /** Whether an edge's count does not come from where it leads. */
  private boolean isKnown(Edge e) {
    return !reached.contains(e.from)
        || !(e.from.ending instanceof Terminator.Chooses)
            && (!e.closesLoop || counted.get(e.from) == e);
  }

  /** One that leaves the passage, whose exit counts; one that ends a loop; else the rarer one. */
  private Edge counted(BasicBlock b, Terminator.Branches e) {
    if ((e.taken().to == null) != (e.other().to == null)) {
      return e.taken().to == null ? e.taken() : e.other();
    }
    BasicBlock head = loops.simple(b);
    if (head != null && leaves(head, e.taken()) != leaves(head, e.other())) {
      return leaves(head, e.taken()) ? e.taken() : e.other();
    }
    return b.last().isMostlyTaken() ? e.other() : e.taken();
  }

  private boolean leaves(BasicBlock head, Edge e) {
    return e.to == null || !loops.body(head).contains(e.to);
  }

  /** Counters that are kept in locals; they come first. */
  public int locals() {
    return locals;
  }

  /** All counters. */
  public int size() {
    return size;
  }

  /** The counter of a block's beginnings; -1 if it has none. */
  public int block(BasicBlock b) {
    return loops.simple(b) == b ? -1 : blocks.getOrDefault(b, -1);
  }

  /** The counter of how often a branch went that way; -1 if it has none. */
  public int edge(Edge e) {
    return edges.getOrDefault(e, -1);
  }

  /** The counter of what the simple loop around a block takes; -1 if there is none. */
  public int taken(BasicBlock b) {
    BasicBlock head = loops.simple(b);
    return head == null ? -1 : blocks.get(head);
  }

  /** The same for the loop that an edge leads into; -1 if it leads into none. */
  public int entered(Edge e) {
    return loops.simple(e.to) == e.to && !loops.body(e.to).contains(e.from) ? taken(e.to) : -1;
  }

  /** The same for the loop that an edge leads out of; -1 if it leads out of none. */
  public int ended(Edge e) {
    BasicBlock head = loops.simple(e.from);
    return head != null && leaves(head, e) ? taken(e.from) : -1;
  }

  /** The counter of a repeated instruction's iterations. */
  public int iterations(BasicBlock b, int instruction) {
    return iterations.get(b)[instruction];
  }

  /** How often what ran, by the counters and by where the passage was entered and left. */
  public final class Times {
    private final long[] counts;
    private final Map<BasicBlock, Long> entered;

    /** How often blocks were left before their end. */
    private final Map<BasicBlock, Long> left = new HashMap<>();

    /** How often the passage was left by an edge. */
    private final Map<Edge, Long> leftBy = new HashMap<>();

    /** How often blocks were begun, as far as that has been found. */
    private final Map<BasicBlock, Long> begun = new HashMap<>();

    /**
     * @param entered how often the passage was entered where
     */
    public Times(long[] counts, Map<BasicBlock, Long> entered, List<SideExit> exits) {
      this.counts = counts;
      this.entered = entered;
      for (SideExit e : exits) {
        if (e.way instanceof ExitReason.Leaves l) {
          leftBy.merge(l.edge(), e.count, Long::sum);
        } else if (e.way.retired() < e.way.block().size()) {
          left.merge(e.way.block(), e.count, Long::sum);
        }
      }
      for (BasicBlock head : loops.heads()) {
        if (loops.simple(head) == head) {
          begun.put(head, rounds(head));
        }
      }
    }

    /** Each round takes as much more; the ways within that are counted take theirs. */
    private long rounds(BasicBlock head) {
      long others = taken(head, 0);
      return (counts[blocks.get(head)] - others) / (taken(head, 1) - others);
    }

    /** What a loop takes that runs so often. */
    private long taken(BasicBlock head, long rounds) {
      begun.put(head, rounds);
      long sum = loops.body(head).stream().mapToLong(b -> b.size() * of(b)).sum();
      begun.keySet().removeAll(loops.body(head));
      return sum;
    }

    /** How often a block was begun. */
    public long of(BasicBlock b) {
      Long known = begun.get(b);
      if (known != null) {
        return known;
      }
      Integer counter = blocks.get(b);
      long sum = counter != null ? counts[counter] : entered.getOrDefault(b, 0L);
      if (counter == null) {
        for (Edge e : b.incoming) {
          sum += reached.contains(e.from) ? of(e) - leftBy.getOrDefault(e, 0L) : 0;
        }
      }
      begun.put(b, sum);
      return sum;
    }

    /** How often control went that way, out of the passage too. */
    private long of(Edge e) {
      Edge direct = counted.get(e.from);
      if (e == direct) {
        return e.to == null ? leftBy.getOrDefault(e, 0L) : counts[edges.get(e)];
      }
      long all = of(e.from) - left.getOrDefault(e.from, 0L);
      return direct == null ? all : all - of(direct);
    }

    /** How often the branch at a block's end went to its target. */
    public long taken(Terminator ending) {
      return ending instanceof Terminator.Branches e ? of(e.taken()) : 0;
    }

    /** Iterations of a repeated instruction. */
    public long repeated(BasicBlock b, int instruction) {
      int counter = iterations(b, instruction);
      return counter < 0 ? 0 : counts[counter];
    }
  }
}
