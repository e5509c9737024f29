package fastpath.emulator.translate.run;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.SideExit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A compiled passage: its code, what the code was made from, and how often what ran. */
public final class Passage {
  /** Short runs at first. HotSpot needs to see the method called often to compile it well. */
  private static final int FIRST_RUNS = 3000;

  /** Most instructions of each of the first runs. */
  private static final int FIRST_QUANTUM = 500;

  /** Stray accesses before a recompilation may be worth its price. */
  private static final int MANY_STRAYS = 20_000;

  /** A passage strays if there is one stray access in so many instructions. */
  private static final int STRAY_EVERY = 200;

  /** Instructions after which a passage can be called too small. */
  private static final int MUCH = 5_000_000;

  /** A passage is too small if it is entered more often than once in so many instructions. */
  private static final int ENTERED_EVERY = 1000;

  /**
   * What the compiler hands over.
   *
   * @param sideExits by the number that the code returns
   * @param entries the blocks at which the code can be entered, by number
   * @param expected the memory that accesses expect
   * @param bytecodeBytes size of the method
   */
  public record Parts(
      ControlFlow flow,
      Unrolling unrolling,
      CounterPlacement placement,
      PassageCode code,
      long[] counters,
      List<SideExit> sideExits,
      List<BasicBlock> entries,
      List<Mapping> expected,
      int bytecodeBytes) {}

  private final Parts parts;
  private final PassageCode code;
  private final List<SideExit> sideExits;
  private final List<BasicBlock> entries;
  private final Engine.Activation activation;
  private final boolean own;

  /** Upper limit on instructions when it was compiled; greatest int if it reached no limit. */
  private final int limit;

  private long strays;
  private long retired;
  private long timesEntered;
  private boolean hasRun;

  /** Entries at each entry point since counting began. */
  private final long[] entered;

  /** Most instructions from each entry point to the next budget check. */
  private final int[] longest;

  private int quantum = FIRST_QUANTUM;

  /** The code version at which the passage was last found valid. */
  private int version;

  /**
   * @param activation the called function that it was compiled for
   * @param version of the guest's code when it was read
   * @param limit upper limit on instructions; the greatest int if the limit was not reached
   */
  public Passage(Parts parts, Engine.Activation activation, int version, int limit) {
    this.parts = parts;
    this.activation = activation;
    this.version = version;
    this.limit = limit;
    code = parts.code;
    sideExits = parts.sideExits;
    entries = parts.entries;
    own = parts.flow.first().context().own();
    entered = new long[entries.size()];
    longest = entries.stream().mapToInt(parts.unrolling::longest).toArray();
  }

  /** The blocks in reverse postorder. */
  public List<BasicBlock> blocks() {
    return parts.flow.blocks();
  }

  /** Guest address at which the passage begins. */
  public long start() {
    return parts.flow.first().address();
  }

  /** What the compiler handed over. */
  public Parts parts() {
    return parts;
  }

  /** Size of the generated method in bytes of bytecode. */
  public int bytecodeBytes() {
    return parts.bytecodeBytes;
  }

  /** Runs the code until a side exit, from what has been set in its runtime. */
  public SideExit run() {
    return sideExits.get(code.run());
  }

  /**
   * Instructions that the passage may run before it comes back: few at first, so that HotSpot sees
   * it called and not only looping, and stray accesses are noticed.
   */
  public int quantum(int entry, int max) {
    if (timesEntered >= FIRST_RUNS) {
      quantum = (int) Math.min(max, 2L * quantum);
    }
    return Math.max(longest(entry), quantum);
  }

  /** Notes a run. */
  public void ran(int entry, SideExit exit, long instructions, int strayed) {
    hasRun = true;
    entered[entry]++;
    exit.leave();
    timesEntered++;
    retired += instructions;
    strays += strayed;
  }

  /** True if accesses often go elsewhere than their sites expect. */
  public boolean isStraying() {
    return strays > MANY_STRAYS && strays * STRAY_EVERY > retired;
  }

  /** True if the passage was cut off at a limit below this one and is entered often. */
  public boolean isTruncated(int max) {
    return limit < max && retired > MUCH && timesEntered * ENTERED_EVERY > retired;
  }

  /** True if the passage begins in the called function's own activation. */
  public boolean own() {
    return own;
  }

  /** The number of the entry point at a loop header. */
  public int entry(BasicBlock header) {
    return entries.indexOf(header);
  }

  /** Most instructions from an entry point to the next budget check. */
  public int longest(int entry) {
    return longest[entry];
  }

  /**
   * True if the passage's instructions would be attributed to the right function: it was compiled
   * for the same own state and, if own, for the same called function.
   */
  public boolean suits(boolean ownNow, Engine.Activation called) {
    return own == ownNow && (!own || activation.equals(called));
  }

  /** True if this passage suits the calls that the other one does. */
  public boolean replaces(Passage other) {
    return suits(other.own, other.activation);
  }

  /** True if the code bytes are unchanged and the expected memory is still mapped. */
  public boolean isValid(Memory memory) {
    if (version == memory.codeVersion()) {
      return true;
    }
    for (Mapping r : parts.expected) {
      if (!memory.isMapped(r)) {
        return false;
      }
    }
    for (BasicBlock b : blocks()) {
      for (Code c : b.codes()) {
        if (!c.isUnchanged(memory)) {
          return false;
        }
      }
    }
    version = memory.codeVersion();
    return true;
  }

  /** Forgets all counts. */
  public void reset() {
    if (hasRun) {
      Arrays.fill(parts.counters, 0);
      Arrays.fill(entered, 0);
      sideExits.forEach(SideExit::reset);
      hasRun = false;
    }
  }

  /** Adds the counts to the instructions, and forgets them. */
  public void flush() {
    if (hasRun) {
      forEach((c, own, others, iterations, taken) -> c.add(own, others, iterations, taken));
      reset();
    }
  }

  /** The counts by guest address: own, others, iterations, taken. */
  Map<Long, List<Long>> counted() {
    Map<Long, List<Long>> result = new TreeMap<>();
    forEach(
        (c, own, others, iterations, taken) -> {
          if (own + others + iterations != 0) {
            result.merge(c.address(), List.of(own, others, iterations, taken), Passage::sum);
          }
        });
    return result;
  }

  static List<Long> sum(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }

  /** Takes an instruction's counts; own and others are how often it retired in whose code. */
  private interface Counted {
    void accept(Code c, long own, long others, long iterations, long taken);
  }

  private void forEach(Counted each) {
    ExecutionCounts counts = counts();
    for (BasicBlock b : blocks()) {
      long[] times = retired(b, counts);
      for (int i = 0; i < times.length; i++) {
        boolean isOwn = b.context().own();
        long taken = i == times.length - 1 ? counts.taken(b) : 0;
        each.accept(
            b.codes().get(i),
            isOwn ? times[i] : 0,
            isOwn ? 0 : times[i],
            counts.iterations(b, i),
            taken);
      }
    }
  }

  private ExecutionCounts counts() {
    Map<BasicBlock, Long> begins = new HashMap<>();
    for (int i = 0; i < entered.length; i++) {
      begins.merge(entries.get(i), entered[i], Long::sum);
    }
    return new ExecutionCounts(parts.flow, parts.placement, parts.counters, begins, sideExits);
  }

  /** How often each instruction of a block retired. */
  private long[] retired(BasicBlock b, ExecutionCounts counts) {
    long[] times = new long[b.size()];
    Arrays.fill(times, counts.of(b));
    for (SideExit e : sideExits) {
      ExitReason reason = e.reason();
      if (reason.block() == b && e.count() != 0) {
        for (int i = reason.retired(); i < times.length; i++) {
          times[i] -= e.count();
        }
      }
    }
    return times;
  }
}
