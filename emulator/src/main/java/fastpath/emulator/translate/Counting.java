package fastpath.emulator.translate;

import fastpath.emulator.engine.Repetition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which counters a passage keeps, and how often each instruction ran by them. */
final class Counting {
  private final Map<Block, Integer> blocks = new HashMap<>();
  private final Map<Block, Integer> taken = new HashMap<>();
  private final Map<Block, int[]> iterations = new HashMap<>();
  private int counters;
  private int size;

  Counting(List<Block> order) {
    for (Block b : order) {
      blocks.put(b, counters++);
      if (b.ending instanceof Ending.Branches) {
        taken.put(b, counters++);
      }
    }
    size = counters;
    for (Block b : order) {
      int[] places = new int[b.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = b.codes.get(i).repetition() == Repetition.OTHER ? -1 : size++;
      }
      iterations.put(b, places);
    }
  }

  /** Counters that are kept in locals; they come first. */
  int counters() {
    return counters;
  }

  /** All counters. */
  int size() {
    return size;
  }

  /** The counter of a repeated instruction's iterations. */
  int iterations(Block b, int instruction) {
    return iterations.get(b)[instruction];
  }

  long timesRepeated(Block b, int instruction, long[] counts) {
    int counter = iterations(b, instruction);
    return counter < 0 ? 0 : counts[counter];
  }

  /** The counter of a block's beginnings, if it has one. */
  OptionalInt block(Block b) {
    return OptionalInt.of(blocks.get(b));
  }

  /** The counter of a block's branches taken, if it has one. */
  OptionalInt taken(Block b) {
    return OptionalInt.of(taken.get(b));
  }

  /** How often a block was begun. */
  long times(Block b, long[] counts) {
    return counts[blocks.get(b)];
  }

  long timesTaken(Block b, long[] counts) {
    Integer counter = taken.get(b);
    return counter == null ? 0 : counts[counter];
  }
}
