package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Translated code, what it was made from, and how often what ran. */
final class Passage {
  private static final int FIRST_SLICE = 1000;

  final List<Block> blocks;
  final List<Exit> exits;
  final PassageCode code;
  final long[] counts;

  /** Bytes of bytecode of the method. */
  final int size;

  private final Counting counting;
  private final List<Region> regions;
  private final Engine.Activation activation;

  /** Accesses elsewhere than their sites expected. */
  long strays;

  private int slice = FIRST_SLICE;

  /** The code version at which it was last found valid. */
  private int version;

  Passage(
      List<Block> blocks,
      Counting counting,
      Generated generated,
      PassageCode code,
      Engine.Activation activation,
      int version) {
    this.blocks = blocks;
    this.counting = counting;
    this.exits = generated.exits();
    this.regions = generated.regions();
    this.code = code;
    this.size = generated.size();
    this.activation = activation;
    this.version = version;
    counts = new long[counting.size()];
  }

  /**
   * Instructions that it may run before it comes back: few at first, so that HotSpot sees it called
   * and not only looping, and strays are noticed.
   */
  int slice(int most) {
    slice = Math.max(longest(), (int) Math.min(most, 2L * slice));
    return slice;
  }

  boolean own() {
    return blocks.getFirst().context.own();
  }

  /** Most instructions until the budget is first looked at. */
  int longest() {
    return blocks.getFirst().longest;
  }

  /** Whether it is for a call: what is the function's own may be another's in another call. */
  boolean suits(boolean own, Engine.Activation called) {
    return own == own() && (!own || activation.equals(called));
  }

  /** Whether the bytes and the memory that it was made from are as they were. */
  boolean isValid(Memory memory) {
    if (version == memory.codeVersion()) {
      return true;
    }
    for (Region r : regions) {
      if (memory.region(r.address()) != r) {
        return false;
      }
    }
    for (Block b : blocks) {
      for (Code c : b.codes) {
        if (!c.isUnchanged(memory)) {
          return false;
        }
      }
    }
    version = memory.codeVersion();
    return true;
  }

  void reset() {
    Arrays.fill(counts, 0);
    exits.forEach(e -> e.count = 0);
  }

  /** Adds what ran here to the instructions' counts, and forgets it. */
  void flush() {
    long[] left = left();
    for (Block b : blocks) {
      long[] times = times(b, left);
      for (int i = 0; i < times.length; i++) {
        boolean own = b.context.own();
        long taken = i == times.length - 1 ? counting.timesTaken(b, counts) : 0;
        long repeated = counting.timesRepeated(b, i, counts);
        b.codes.get(i).add(own ? times[i] : 0, own ? 0 : times[i], repeated, taken);
      }
    }
    reset();
  }

  /** What ran here since it was flushed, by address: own, others, iterations, taken. */
  Map<Long, List<Long>> counted() {
    Map<Long, List<Long>> result = new TreeMap<>();
    long[] left = left();
    for (Block b : blocks) {
      long[] times = times(b, left);
      for (int i = 0; i < times.length; i++) {
        boolean own = b.context.own();
        long taken = i == times.length - 1 ? counting.timesTaken(b, counts) : 0;
        long repeated = counting.timesRepeated(b, i, counts);
        if (times[i] != 0 || repeated != 0) {
          result.merge(
              b.codes.get(i).address(),
              List.of(own ? times[i] : 0, own ? 0 : times[i], repeated, taken),
              Passage::sum);
        }
      }
    }
    return result;
  }

  static List<Long> sum(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }

  /** How often each block was left before its end. */
  private long[] left() {
    long[] left = new long[1 + blocks.stream().mapToInt(b -> b.index).max().orElse(0)];
    for (Exit e : exits) {
      if (e.retired < e.block.size()) {
        left[e.block.index] += e.count;
      }
    }
    return left;
  }

  /** How often each instruction of a block retired. */
  private long[] times(Block b, long[] left) {
    long[] times = new long[b.size()];
    Arrays.fill(times, counting.times(b, counts, left));
    for (Exit e : exits) {
      if (e.block == b && e.count != 0) {
        for (int i = e.retired; i < times.length; i++) {
          times[i] -= e.count;
        }
      }
    }
    return times;
  }
}
