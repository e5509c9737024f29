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

/**
 * A compiled passage: its code, the models that the code was generated from, and its execution
 * counts.
 */
public final class Passage {
  /**
   * Number of first runs, which are kept short. HotSpot compiles a method well only if the method
   * is called often.
   */
  private static final int FIRST_RUNS = 3000;

  /** Upper limit on instructions of each of the first runs. */
  private static final int FIRST_QUANTUM = 500;

  /** Number of stray accesses before a recompilation may be worth its cost. */
  private static final int MANY_STRAYS = 20_000;

  /** A passage strays if more than one access in this number of instructions is a stray. */
  private static final int STRAY_EVERY = 200;

  /** Number of instructions that a passage has to retire before it can be judged too small. */
  private static final int MUCH = 5_000_000;

  /**
   * A passage is too small if it is entered more often than once in this number of instructions.
   */
  private static final int ENTERED_EVERY = 1000;

  /**
   * The parts of a passage that the compiler produces.
   *
   * @param sideExits the side exits, by the number that the code returns
   * @param entries the blocks at which the code can be entered, by number
   * @param expected the mappings that accesses expect
   * @param bytecodeBytes bytes of bytecode of the generated method
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

  /**
   * Upper limit on instructions when the passage was compiled; the greatest int if the limit was
   * not reached.
   */
  private final int limit;

  private long strays;
  private long retired;
  private long timesEntered;
  private boolean hasRun;

  /** Number of entries at each entry point since the counts were last reset. */
  private final long[] entered;

  /** Greatest number of instructions from each entry point to the next budget check. */
  private final int[] longest;

  private int quantum = FIRST_QUANTUM;

  /** The code version at which the passage was last found valid. */
  private int version;

  /**
   * @param activation the called function that the passage was compiled for
   * @param version version of the guest's code when the snapshots were taken
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

  /** Returns the blocks in reverse postorder. */
  public List<BasicBlock> blocks() {
    return parts.flow.blocks();
  }

  /** Returns the guest address at which the passage begins. */
  public long start() {
    return parts.flow.first().address();
  }

  /** Returns the parts that the compiler produced. */
  public Parts parts() {
    return parts;
  }

  /** Returns the size of the generated method in bytes of bytecode. */
  public int bytecodeBytes() {
    return parts.bytecodeBytes;
  }

  /** Runs the code until a side exit, with the values that were set in the passage's runtime. */
  public SideExit run() {
    return sideExits.get(code.run());
  }

  /**
   * Returns the number of instructions that the passage may run before it returns: few at first, so
   * that HotSpot sees calls and not only loops, and stray accesses are noticed.
   */
  public int quantum(int entry, int max) {
    if (timesEntered >= FIRST_RUNS) {
      quantum = (int) Math.min(max, 2L * quantum);
    }
    return Math.max(longest(entry), quantum);
  }

  /** Records a run of the passage. */
  public void ran(int entry, SideExit exit, long instructions, int strayed) {
    hasRun = true;
    entered[entry]++;
    exit.leave();
    timesEntered++;
    retired += instructions;
    strays += strayed;
  }

  /** True if accesses often go to a mapping other than the expected one. */
  public boolean isStraying() {
    return strays > MANY_STRAYS && strays * STRAY_EVERY > retired;
  }

  /** True if the passage was truncated at a limit below this one and is entered often. */
  public boolean isTruncated(int max) {
    return limit < max && retired > MUCH && timesEntered * ENTERED_EVERY > retired;
  }

  /** True if the passage begins in the called function's own activation. */
  public boolean own() {
    return own;
  }

  /** Returns the number of the entry point at a loop header. */
  public int entry(BasicBlock header) {
    return entries.indexOf(header);
  }

  /** Returns the greatest number of instructions from an entry point to the next budget check. */
  public int longest(int entry) {
    return longest[entry];
  }

  /**
   * True if the passage may run for a call, with its instructions attributed to the right function:
   * the passage was compiled for the same own state and, if own, for the same called function.
   */
  public boolean suits(boolean ownNow, Engine.Activation called) {
    return own == ownNow && (!own || activation.equals(called));
  }

  /** True if this passage suits the same calls as the other passage. */
  public boolean replaces(Passage other) {
    return suits(other.own, other.activation);
  }

  /** True if the code bytes are unchanged and the expected mappings are still mapped. */
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

  /** Sets all counts to 0. */
  public void reset() {
    if (hasRun) {
      Arrays.fill(parts.counters, 0);
      Arrays.fill(entered, 0);
      sideExits.forEach(SideExit::reset);
      hasRun = false;
    }
  }

  /** Adds the counts to the guest instructions, and sets the counts to 0. */
  public void flush() {
    if (hasRun) {
      forEach((c, own, others, iterations, taken) -> c.add(own, others, iterations, taken));
      reset();
    }
  }

  /**
   * Returns the counts by guest address: retired in own code, retired in other code, iterations,
   * taken branches.
   */
  Map<Long, List<Long>> counted() {
    Map<Long, List<Long>> result = new TreeMap<>();
    forEach((c, own, others, iterations, taken) -> {
      if (own + others + iterations != 0) {
        result.merge(c.address(), List.of(own, others, iterations, taken), Passage::sum);
      }
    });
    return result;
  }

  static List<Long> sum(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }

  /**
   * A consumer of an instruction's counts; own and others are how often the instruction retired in
   * own and in other code.
   */
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

  /** Returns how often each instruction of a block retired. */
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
