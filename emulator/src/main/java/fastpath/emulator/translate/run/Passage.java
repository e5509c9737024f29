package fastpath.emulator.translate.run;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.SideExit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Translated code, what it was made from, and how often what ran. */
public final class Passage {
  /** Runs until HotSpot has seen enough of it to compile it well. */
  private static final int FIRST_RUNS = 3000;

  /** Most instructions of each of these. */
  private static final int FIRST_SLICE = 500;

  /** AccessCode elsewhere than their sites expected, before it may be worth making anew. */
  private static final int MANY_STRAYS = 20_000;

  /** InstructionCode to an access elsewhere that is worth it. */
  private static final int STRAY_EVERY = 200;

  /** InstructionCode after which it is known whether it is too small. */
  private static final int MUCH = 5_000_000;

  /** InstructionCode between entries of one that is large enough. */
  private static final int ENTERED_EVERY = 1000;

  public final List<BasicBlock> blocks;
  public final List<SideExit> exits;
  public final PassageCode code;
  private final long[] counts;

  /** Bytes of bytecode of the method. */
  public final int size;

  private final CounterPlacement counting;
  private final List<Region> regions;
  private final Engine.Activation activation;

  /** How many instructions it was not to have more of, if it would have. */
  private final int limit;

  private long strays;
  private long retired;
  private long timesEntered;

  /** It has not run since it was flushed. */
  private boolean idle = true;

  private final List<BasicBlock> entries;

  /** How often it was entered where, since counting began. */
  private final long[] entered;

  private int slice = FIRST_SLICE;

  /** The code version at which it was last found valid. */
  private int version;

  public Passage(
      List<BasicBlock> blocks,
      CounterPlacement counting,
      List<SideExit> exits,
      List<BasicBlock> entries,
      List<Region> regions,
      int size,
      PassageCode code,
      long[] counts,
      Engine.Activation activation,
      int version,
      int limit) {
    this.limit = limit;
    this.blocks = blocks;
    this.counting = counting;
    this.exits = exits;
    this.entries = entries;
    this.regions = regions;
    this.code = code;
    this.size = size;
    this.activation = activation;
    this.version = version;
    this.counts = counts;
    entered = new long[entries.size()];
  }

  /**
   * InstructionCode that it may run before it comes back: few at first, so that HotSpot sees it
   * called and not only looping, and strays are noticed.
   */
  public int slice(int entry, int most) {
    if (timesEntered >= FIRST_RUNS) {
      slice = (int) Math.min(most, 2L * slice);
    }
    return Math.max(longest(entry), slice);
  }

  /** It ran. */
  public void ran(int entry, SideExit exit, long instructions, int strayed) {
    idle = false;
    entered[entry]++;
    exit.count++;
    timesEntered++;
    retired += instructions;
    strays += strayed;
  }

  /** Whether accesses are often elsewhere than their sites expect. */
  public boolean isStraying() {
    return strays > MANY_STRAYS && strays * STRAY_EVERY > retired;
  }

  /** Whether it is often left that would be larger if it might have more instructions. */
  public boolean isCramped(int most) {
    return limit < most && retired > MUCH && timesEntered * ENTERED_EVERY > retired;
  }

  public boolean own() {
    return blocks.getFirst().context.own();
  }

  /** The number of the entry at the head of a loop. */
  public int entry(BasicBlock head) {
    return entries.indexOf(head);
  }

  /** Most instructions from an entry until the budget is first looked at. */
  public int longest(int entry) {
    return entries.get(entry).longest;
  }

  /** Whether it is for a call: what is the function's own may be another's in another call. */
  public boolean suits(boolean own, Engine.Activation called) {
    return own == own() && (!own || activation.equals(called));
  }

  /** Whether it is for the same calls as another. */
  public boolean replaces(Passage other) {
    return suits(other.own(), other.activation);
  }

  /** Whether the bytes and the memory that it was made from are as they were. */
  public boolean isValid(Memory memory) {
    if (version == memory.codeVersion()) {
      return true;
    }
    for (Region r : regions) {
      if (!memory.isMapped(r)) {
        return false;
      }
    }
    for (BasicBlock b : blocks) {
      for (Code c : b.codes) {
        if (!c.isUnchanged(memory)) {
          return false;
        }
      }
    }
    version = memory.codeVersion();
    return true;
  }

  public void reset() {
    if (idle) {
      return;
    }
    Arrays.fill(counts, 0);
    Arrays.fill(entered, 0);
    exits.forEach(e -> e.count = 0);
    idle = true;
  }

  /** Adds what ran here to the instructions' counts, and forgets it. */
  public void flush() {
    if (idle) {
      return;
    }
    CounterPlacement.Times times = times();
    for (BasicBlock b : blocks) {
      long[] retired = retired(b, times);
      for (int i = 0; i < retired.length; i++) {
        boolean own = b.context.own();
        long taken = i == retired.length - 1 ? times.taken(b.ending) : 0;
        long repeated = times.repeated(b, i);
        b.codes.get(i).add(own ? retired[i] : 0, own ? 0 : retired[i], repeated, taken);
      }
    }
    reset();
  }

  /** What ran here since it was flushed, by address: own, others, iterations, taken. */
  public Map<Long, List<Long>> counted() {
    Map<Long, List<Long>> result = new TreeMap<>();
    CounterPlacement.Times times = times();
    for (BasicBlock b : blocks) {
      long[] retired = retired(b, times);
      for (int i = 0; i < retired.length; i++) {
        boolean own = b.context.own();
        long taken = i == retired.length - 1 ? times.taken(b.ending) : 0;
        long repeated = times.repeated(b, i);
        if (retired[i] != 0 || repeated != 0) {
          result.merge(
              b.codes.get(i).address(),
              List.of(own ? retired[i] : 0, own ? 0 : retired[i], repeated, taken),
              Passage::sum);
        }
      }
    }
    return result;
  }

  public static List<Long> sum(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }

  private CounterPlacement.Times times() {
    Map<BasicBlock, Long> begins = new HashMap<>();
    for (int i = 0; i < entered.length; i++) {
      begins.merge(entries.get(i), entered[i], Long::sum);
    }
    return counting.new Times(counts, begins, exits);
  }

  /** How often each instruction of a block retired. */
  private long[] retired(BasicBlock b, CounterPlacement.Times times) {
    long[] retired = new long[b.size()];
    Arrays.fill(retired, times.of(b));
    for (SideExit e : exits) {
      if (e.way.block() == b && e.count != 0) {
        for (int i = e.way.retired(); i < retired.length; i++) {
          retired[i] -= e.count;
        }
      }
    }
    return retired;
  }
}
