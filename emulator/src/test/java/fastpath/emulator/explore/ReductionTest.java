package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Interrupts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs are explored with and without the reduction: both find the same final states and
 * stuck CPUs. The programs have interrupts, NMIs, stacks, frames that other CPUs read, halts and
 * accesses of several sizes. {@code -Dfastpath.litmus.interrupted=N} sets the number of programs,
 * {@code -Dfastpath.litmus.seed=S} the first seed; a failure names the seed and the program.
 */
class ReductionTest {
  private static final int PROGRAMS = Integer.getInteger("fastpath.litmus.interrupted", 300);
  private static final long FIRST = Long.getLong("fastpath.litmus.seed", 1);
  private static final int SEEDED_PROGRAMS = 300;
  private static final long BUDGET = 10_000_000;

  /** The top of the first CPU's stack, where the interrupt frame begins. */
  private static final long FRAME = 0x110ff8;

  private static final List<String> INSTRUCTIONS =
      List.of(
          "movl $1,x",
          "movl $2,y",
          "movl x,%eax",
          "movl y,%ebx",
          "movl y,%eax",
          "incl x",
          "lock incl y",
          "xchgl %ebx,y",
          "mfence",
          "cli",
          "sti",
          "nop",
          "hlt",
          "movl $5,%ebx",
          "movw $3,0x2002",
          "movb $4,0x2041",
          "movq 0x2000,%rsi",
          "movl 0x2003,%edi",
          "movl $0x5060708,0x2002",
          "pushq %rbx",
          "movl 0x110ff8,%ebp",
          "movl $7,0x110ff8");

  private static final List<String> HANDLERS =
      List.of(
          "nop", "incl x", "movl %ebx,y", "movl x,%ebx", "orl $0x80,x; movl $6,y", "lock incl y");

  private static final String SEND = "; movl $0x830,%%ecx; movl $%d,%%eax; xorl %%edx,%%edx; wrmsr";

  private static final List<Set<Integer>> REQUESTED =
      List.of(
          Set.of(TestCpus.VECTOR), Set.of(Interrupts.NMI), Set.of(TestCpus.VECTOR, Interrupts.NMI));

  /** A program of two or three CPUs, the last of which sends an interrupt. */
  record Program(
      String handler, String nmi, String[] columns, Map<Integer, Set<Integer>> requested) {
    static Program random(Random random) {
      int cpus = random.nextInt(4) == 0 ? 3 : 2;
      String[] columns = new String[cpus];
      for (int i = 0; i < cpus; i++) {
        List<String> column = new ArrayList<>();
        int length = cpus == 3 ? 1 + random.nextInt(2) : 1 + random.nextInt(4);
        for (int k = 0; k < length; k++) {
          column.add(INSTRUCTIONS.get(random.nextInt(INSTRUCTIONS.size())));
        }
        columns[i] = String.join("; ", column);
      }
      String nmi = random.nextBoolean() ? handler(random) : null;
      Set<Integer> requested = new HashSet<>();
      if (random.nextBoolean()) {
        boolean sendsNmi = nmi != null && random.nextInt(3) > 0;
        columns[cpus - 1] += sendsNmi ? SEND.formatted(0x400) : SEND.formatted(TestCpus.VECTOR);
        if (random.nextBoolean()) {
          columns[cpus - 1] += "; " + INSTRUCTIONS.get(random.nextInt(INSTRUCTIONS.size()));
        }
        if (nmi != null && random.nextInt(3) == 0) {
          requested.add(sendsNmi ? TestCpus.VECTOR : Interrupts.NMI);
        }
      } else {
        int which = nmi == null ? 0 : random.nextInt(3);
        requested.addAll(REQUESTED.get(which));
      }
      return new Program(handler(random), nmi, columns, Map.of(0, requested));
    }

    private static String handler(Random random) {
      return HANDLERS.get(random.nextInt(HANDLERS.size()));
    }

    Multiprocessor machine() {
      return TestCpus.interrupted(MemoryModel.TSO, handler, nmi, List.of(), requested, columns);
    }

    @Override
    public String toString() {
      return handler + " @ " + nmi + " @ " + String.join(" | ", columns) + " " + requested;
    }
  }

  @Test
  void everyFinalStateAndEveryStuckCpuIsFound() {
    long endings = 0;
    for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      Program program = Program.random(new Random(seed));
      String name = "seed " + seed + ": " + program;
      Multiprocessor whole = program.machine();
      Set<String> all = outcomes(name, new Explorer(whole, BUDGET, whole::steps));
      assertEquals(all, outcomes(name, new Explorer(program.machine(), BUDGET)), name);
      endings += all.size();
    }
    assertTrue(endings > 5L * PROGRAMS, endings + " outcomes of " + PROGRAMS + " programs");
  }

  /** Wrong reductions, each of which ignores a choice that matters. */
  enum Seeded {
    /** Wrong assumption: an interrupt may always wait until its CPU has no other step. */
    INTERRUPT_LAST,
    /** Wrong assumption: an interrupt is delivered at the first instruction boundary. */
    INTERRUPT_FIRST,
    /** Wrong assumption: of an NMI and another interrupt the NMI comes first. */
    NMI_FIRST,
    /** Wrong assumption: of an NMI and another interrupt the NMI comes last. */
    NMI_LAST,
    /** Wrong assumption: a split access is made upwards. */
    UPWARDS,
    /** Wrong assumption: a pending store waits until its CPU has no other step. */
    DRAIN_LAST,
    /** Wrong assumption: the first CPU always runs first. */
    FIRST_CPU,
    /** Wrong assumption: the last CPU always runs first. */
    LAST_CPU;

    private boolean prefers(Step step, List<Step> all) {
      return switch (this) {
        case INTERRUPT_LAST -> step.kind() != Step.Kind.INTERRUPT;
        case INTERRUPT_FIRST -> step.kind() == Step.Kind.INTERRUPT;
        case NMI_FIRST -> !isOther(step) || all.stream().noneMatch(Seeded::isNmi);
        case NMI_LAST -> !isNmi(step) || all.stream().noneMatch(Seeded::isOther);
        case UPWARDS -> step.kind() != Step.Kind.DESCEND;
        case DRAIN_LAST -> step.kind() != Step.Kind.DRAIN;
        case FIRST_CPU -> step.cpu() == all.getFirst().cpu();
        case LAST_CPU -> step.cpu() == all.getLast().cpu();
      };
    }

    private static boolean isNmi(Step step) {
      return step.kind() == Step.Kind.INTERRUPT && step.vector() == Interrupts.NMI;
    }

    private static boolean isOther(Step step) {
      return step.kind() == Step.Kind.INTERRUPT && step.vector() != Interrupts.NMI;
    }

    List<Step> choose(List<Step> all) {
      List<Step> some = all.stream().filter(step -> prefers(step, all)).toList();
      return some.isEmpty() ? all : some;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongReductionIsCaught(Seeded wrong) {
    int caught = 0;
    for (long seed = FIRST; caught == 0 && seed < FIRST + SEEDED_PROGRAMS; seed++) {
      Program program = Program.random(new Random(seed));
      Multiprocessor whole = program.machine();
      Multiprocessor part = program.machine();
      String name = program.toString();
      Set<String> found =
          outcomes(name, new Explorer(part, BUDGET, s -> wrong.choose(part.steps(s))));
      caught += outcomes(name, new Explorer(whole, BUDGET, whole::steps)).equals(found) ? 0 : 1;
    }
    assertTrue(caught > 0, wrong + " is not caught by " + SEEDED_PROGRAMS + " programs");
  }

  private static Set<String> outcomes(String program, Explorer explorer) {
    Exploration found = explorer.explore();
    assertTrue(found.complete(), program);
    Set<String> all = new TreeSet<>();
    for (Snapshot s : found.endings()) {
      StringBuilder text = new StringBuilder();
      for (Position p : s.cpus()) {
        assertEquals(null, p.fault());
        for (State r : List.of(State.RAX, State.RBX, State.RBP, State.RSI, State.RDI)) {
          text.append(s.get(p.cpu, r)).append(' ');
        }
        text.append(s.requests().kinds(p.cpu)).append("; ");
      }
      for (long address : new long[] {TestCpus.X, TestCpus.Y, FRAME}) {
        text.append(s.memory().load(0, address, 8)).append(' ');
      }
      all.add(text.toString());
    }
    found.stuck().keySet().forEach(stuck -> all.add(stuck.toString()));
    return all;
  }
}
