package fastpath.emulator.translate;

import fastpath.emulator.engine.Repetition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which counters a passage keeps, and how often each instruction ran by them. Only where control
 * forks or meets is there one; the rest is what came from before, without what left on the way.
 * What repeats within the passage is counted in locals, which cost an addition, and a store when it
 * is left; what does not is counted in memory.
 */
final class Counting {
  private final Map<Block, Integer> blocks = new HashMap<>();
  private final Map<Block, Integer> taken = new HashMap<>();
  private final Map<Block, int[]> iterations = new HashMap<>();
  private final int locals;
  private int size;

  Counting(List<Block> order) {
    for (Block b : order) {
      if (repeats(b)) {
        number(b);
      }
    }
    locals = size;
    for (Block b : order) {
      if (!blocks.containsKey(b)) {
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
    if (way == null || way.from.ending instanceof Ending.Branches e && e.taken() == way) {
      blocks.put(b, size++);
    }
    if (b.ending instanceof Ending.Branches e && !leadsOnly(e.taken())) {
      taken.put(b, size++);
    }
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

  /** Whether a block can follow itself. */
  private static boolean repeats(Block b) {
    Set<Block> seen = new HashSet<>();
    Deque<Block> waiting = new ArrayDeque<>(List.of(b));
    while (!waiting.isEmpty()) {
      for (Edge e : waiting.poll().ending.edges()) {
        if (e.to == b) {
          return true;
        }
        if (e.to != null && seen.add(e.to)) {
          waiting.add(e.to);
        }
      }
    }
    return false;
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
    return blocks.getOrDefault(b, -1);
  }

  /** The counter of a block's branches taken; -1 if it has none. */
  int taken(Block b) {
    return taken.getOrDefault(b, -1);
  }

  /** The counter of a repeated instruction's iterations. */
  int iterations(Block b, int instruction) {
    return iterations.get(b)[instruction];
  }

  /**
   * How often a block was begun.
   *
   * @param left how often the block of an index was left before its end
   */
  long times(Block b, long[] counts, long[] left) {
    Integer counter = blocks.get(b);
    if (counter != null) {
      return counts[counter];
    }
    Block from = onlyWay(b).from;
    return times(from, counts, left) - left[from.index] - timesTaken(from, counts);
  }

  long timesTaken(Block b, long[] counts) {
    if (b.ending instanceof Ending.Branches e) {
      return counts[leadsOnly(e.taken()) ? blocks.get(e.taken().to) : taken.get(b)];
    }
    return 0;
  }

  long timesRepeated(Block b, int instruction, long[] counts) {
    int counter = iterations(b, instruction);
    return counter < 0 ? 0 : counts[counter];
  }
}
