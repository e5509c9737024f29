package fastpath.emulator.translate;

import fastpath.emulator.engine.Repetition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which counters a passage keeps, and how often each instruction ran by them. Only where control
 * forks or meets is there one; the rest is what came from before, without what left on the way. A
 * loop with none within has no counter that goes round with it: what it takes from the budget tells
 * how often it ran. What repeats within the passage is counted in locals, which cost an addition,
 * and a store when it is left; what does not is counted in memory.
 */
final class Counting {
  private final Loops loops;

  /** Of blocks: how often they began; of heads of simple loops: what the loop took. */
  private final Map<Block, Integer> blocks = new HashMap<>();

  /** Of the edges of branches: how often they were taken. */
  private final Map<Edge, Integer> edges = new HashMap<>();

  private final Map<Block, int[]> iterations = new HashMap<>();
  private final int locals;
  private int size;

  Counting(List<Block> order, Loops loops) {
    this.loops = loops;
    for (Block b : order) {
      if (!loops.around(b).isEmpty()) {
        number(b);
      }
    }
    locals = size;
    for (Block b : order) {
      if (loops.around(b).isEmpty()) {
        number(b);
      }
      int[] places = new int[b.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = b.codes.get(i).repetition() == Repetition.OTHER ? -1 : size++;
      }
      iterations.put(b, places);
    }
  }

  private void number(Block b) {
    Edge way = onlyWay(b);
    if (way == null || way == counted(way.from)) {
      blocks.put(b, size++);
    }
    Edge counted = counted(b);
    if (counted != null && !leadsOnly(counted)) {
      edges.put(counted, size++);
    }
  }

  /** The edge of a branch that is counted: one that ends a loop, if one goes on with it. */
  private Edge counted(Block b) {
    if (!(b.ending instanceof Ending.Branches e)) {
      return null;
    }
    Block head = loops.simple(b);
    boolean ends = head != null && leaves(head, e.other()) && !leaves(head, e.taken());
    return ends ? e.other() : e.taken();
  }

  private boolean leaves(Block head, Edge e) {
    return e.to == null || !loops.body(head).contains(e.to);
  }

  private static boolean leadsOnly(Edge e) {
    return e.to != null && onlyWay(e.to) == e;
  }

  /** The one edge to a block, which is taken as often as the block is begun; null if none is. */
  private static Edge onlyWay(Block b) {
    if (b.only() == null || b.incoming.getFirst().closesLoop) {
      return null;
    }
    Edge way = b.incoming.getFirst();
    return way.from.ending instanceof Ending.Chooses ? null : way;
  }

  /** Counters that are kept in locals; they come first. */
  int locals() {
    return locals;
  }

  /** All counters. */
  int size() {
    return size;
  }

  /** The counter of a block's beginnings; -1 if it has none. */
  int block(Block b) {
    return loops.simple(b) == b ? -1 : blocks.getOrDefault(b, -1);
  }

  /** The counter of how often a branch went that way; -1 if it has none. */
  int edge(Edge e) {
    return edges.getOrDefault(e, -1);
  }

  /** The counter of what the simple loop around a block takes; -1 if there is none. */
  int taken(Block b) {
    Block head = loops.simple(b);
    return head == null ? -1 : blocks.get(head);
  }

  /** The same for the loop that an edge leads into; -1 if it leads into none. */
  int entered(Edge e) {
    return loops.simple(e.to) == e.to && !loops.body(e.to).contains(e.from) ? taken(e.to) : -1;
  }

  /** The same for the loop that an edge leads out of; -1 if it leads out of none. */
  int ended(Edge e) {
    Block head = loops.simple(e.from);
    return head != null && leaves(head, e) ? taken(e.from) : -1;
  }

  /** The counter of a repeated instruction's iterations. */
  int iterations(Block b, int instruction) {
    return iterations.get(b)[instruction];
  }

  /**
   * What ran by the counters.
   *
   * @param left how often the block of an index was left before its end
   */
  Times times(long[] counts, long[] left) {
    return new Times(counts, left);
  }

  /** How often what ran. */
  final class Times {
    private final long[] counts;
    private final long[] left;

    /** How often simple loops were begun or repeated. */
    private final Map<Block, Long> rounds = new HashMap<>();

    private Times(long[] counts, long[] left) {
      this.counts = counts;
      this.left = left;
      for (Block head : loops.heads()) {
        if (loops.isSimple(head)) {
          rounds.put(head, rounds(head));
        }
      }
    }

    /** Each round takes as much more; the ways within that are counted take theirs. */
    private long rounds(Block head) {
      rounds.put(head, 0L);
      long others = taken(head);
      rounds.put(head, 1L);
      return (counts[blocks.get(head)] - others) / (taken(head) - others);
    }

    private long taken(Block head) {
      return loops.body(head).stream().mapToLong(b -> b.size() * of(b)).sum();
    }

    /** How often a block was begun. */
    long of(Block b) {
      if (rounds.containsKey(b)) {
        return rounds.get(b);
      }
      Integer counter = blocks.get(b);
      return counter != null ? counts[counter] : of(onlyWay(b));
    }

    private long of(Edge e) {
      Edge counted = counted(e.from);
      if (e == counted) {
        return counts[leadsOnly(e) ? blocks.get(e.to) : edges.get(e)];
      }
      return of(e.from) - left[e.from.index] - (counted == null ? 0 : of(counted));
    }

    /** How often the branch at a block's end went to its target. */
    long taken(Ending ending) {
      return ending instanceof Ending.Branches e ? of(e.taken()) : 0;
    }

    /** Iterations of a repeated instruction. */
    long repeated(Block b, int instruction) {
      int counter = iterations(b, instruction);
      return counter < 0 ? 0 : counts[counter];
    }
  }
}
