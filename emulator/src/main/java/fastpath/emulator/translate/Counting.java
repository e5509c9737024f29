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
 * Which counters a passage keeps, and how often each instruction ran by them. What repeats within
 * the passage is counted in locals, which cost an addition, and a store when it is left; what does
 * not is counted in memory.
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
    blocks.put(b, size++);
    if (b.ending instanceof Ending.Branches) {
      taken.put(b, size++);
    }
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

  /** The counter of a block's beginnings. */
  int block(Block b) {
    return blocks.get(b);
  }

  /** The counter of a block's branches taken. */
  int taken(Block b) {
    return taken.get(b);
  }

  /** The counter of a repeated instruction's iterations. */
  int iterations(Block b, int instruction) {
    return iterations.get(b)[instruction];
  }

  /** How often a block was begun. */
  long times(Block b, long[] counts) {
    return counts[blocks.get(b)];
  }

  long timesTaken(Block b, long[] counts) {
    Integer counter = taken.get(b);
    return counter == null ? 0 : counts[counter];
  }

  long timesRepeated(Block b, int instruction, long[] counts) {
    int counter = iterations(b, instruction);
    return counter < 0 ? 0 : counts[counter];
  }
}
