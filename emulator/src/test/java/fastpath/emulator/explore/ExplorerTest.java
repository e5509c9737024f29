package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Streams;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplorerTest {
  private static final long BUDGET = 100_000;

  /**
   * @param endings every final state: RAX of each CPU, then x and y
   */
  record Case(String name, MemoryModel model, String[] columns, String... endings) {
    @Override
    public String toString() {
      return name + " " + model;
    }
  }

  private static Case tso(String name, String columns, String... endings) {
    return new Case(name, MemoryModel.TSO, columns.split("\\|"), endings);
  }

  private static Case sc(String name, String columns, String... endings) {
    return new Case(name, MemoryModel.SC, columns.split("\\|"), endings);
  }

  private static final String STORE_BUFFERING = "movl $1,x; movl y,%eax | movl $1,y; movl x,%eax";

  static Stream<Case> cases() {
    return Stream.of(
        tso("one CPU", "movl $1,x; movl x,%eax", "1 x=1 y=0"),
        tso(
            "store buffering",
            STORE_BUFFERING,
            "0 0 x=1 y=1",
            "0 1 x=1 y=1",
            "1 0 x=1 y=1",
            "1 1 x=1 y=1"),
        sc("store buffering", STORE_BUFFERING, "0 1 x=1 y=1", "1 0 x=1 y=1", "1 1 x=1 y=1"),
        tso("unlocked", "incl x | incl x", "0 0 x=1 y=0", "0 0 x=2 y=0"),
        sc("unlocked", "incl x | incl x", "0 0 x=1 y=0", "0 0 x=2 y=0"),
        tso("locked", "lock incl x | lock incl x", "0 0 x=2 y=0"),
        tso(
            "repeated",
            "movl $0x2000,%edi; movl $2,%ecx; movb $7,%al; rep stosb | movw x,%ax",
            "7 0 x=1799 y=0",
            "7 7 x=1799 y=0",
            "7 1799 x=1799 y=0"),
        tso(
            "waits for ever unless the other one stores",
            "cmpl $0,x; je @0 | movl $1,x",
            "0 0 x=1 y=0"),
        tso("alone in its loop", "movl $1,x | movl x,%eax; jmp @0"),
        tso(
            "runs long", "movl $9000,%ecx; decl %ecx; jne @1; movl $1,x | movl x,%eax",
            "0 0 x=1 y=0", "0 1 x=1 y=0"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsAllFinalStates(Case c) {
    Exploration found = new Explorer(TestCpus.of(c.model(), c.columns()), BUDGET).explore();
    assertTrue(found.complete());
    assertEquals(Set.of(c.endings()), endings(found));
  }

  private static Set<String> endings(Exploration found) {
    return Streams.stream(found.endings())
        .map(ExplorerTest::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Snapshot s) {
    String rax = "";
    for (Position p : s.cpus()) {
      rax += s.get(p.cpu, State.RAX) + " ";
    }
    return rax
        + "x="
        + s.memory().load(0, TestCpus.X, 4)
        + " y="
        + s.memory().load(0, TestCpus.Y, 4);
  }

  @Test
  void saysWhenTheBudgetIsSpent() {
    Exploration found =
        new Explorer(TestCpus.of(MemoryModel.TSO, STORE_BUFFERING.split("\\|")), 1).explore();
    assertFalse(found.complete());
  }

  @Test
  void aFaultIsAnEnding() {
    Exploration found =
        new Explorer(TestCpus.of(MemoryModel.TSO, "movl $1,0x50", "movl x,%eax"), BUDGET).explore();
    assertEquals(1, found.endings().count());
    assertEquals(
        "#PF writing 0x50: not mapped at 0x10000",
        found.endings().iterator().next().cpus()[0].fault());
  }

  /**
   * All stores of a program may be pending at once, so that even the first one may be seen last.
   */
  @Test
  void allStoresOfAProgramMayBePending() {
    String column = "movl $1,x" + ";movl $1,x".repeat(99) + ";movl y,%eax";
    Exploration found =
        new Explorer(TestCpus.of(MemoryModel.TSO, column, "movl $1,y; mfence; movl x,%eax"), BUDGET)
            .explore();
    assertTrue(found.complete());
    assertTrue(endings(found).contains("0 0 x=1 y=1"));
  }

  /** A loop in which each iteration is a new state: the other CPU still gets to run. */
  @Test
  void aLoopThatCountsIsLeft() {
    Multiprocessor m =
        TestCpus.of(MemoryModel.TSO, "incl %ecx; cmpl $0,x; je @0; incl %eax", "movl $1,x");
    Exploration found = new Explorer(m, 2_000).explore();
    assertEquals(Limit.STATES, found.limit());
    assertEquals(Set.of("1 0 x=1 y=0"), endings(found));
  }

  /**
   * An endless loop of stores: pending stores are bounded at last, and the exploration reports this
   * limit.
   */
  @Test
  void saysWhenPendingStoresAreBounded() {
    Multiprocessor m = TestCpus.of(MemoryModel.TSO, "movl $1,x; jmp @0", "movl x,%eax");
    assertEquals(Limit.PENDING_STORES, new Explorer(m, BUDGET).explore().limit());
    Multiprocessor own = TestCpus.of(MemoryModel.TSO, "movl $1,x; jmp @0", "movl y,%eax");
    assertEquals(Limit.NONE, new Explorer(own, BUDGET).explore().limit());
  }

  /** A register that the end observes is overwritten on the way to a hlt. */
  @Test
  void aHaltedCpuShowsTheLastValue() {
    Multiprocessor m =
        TestCpus.of(
            MemoryModel.SC,
            "movl x,%eax; movl y,%ebx; testl %ebx,%ebx; je @6; movl $5,%eax; hlt; nop",
            "movl $1,y");
    Set<Long> values = new TreeSet<>();
    new Explorer(m, BUDGET).explore().endings().forEach(s -> values.add(s.get(0, State.RAX)));
    assertEquals(Set.of(0L, 5L), values);
  }

  /** Changes of code are not modelled, so that a store to code is refused and not ignored. */
  @Test
  void aStoreToCodeIsRefused() {
    Cpu cpu = new Cpu();
    Memory memory = new Memory(cpu);
    long at = 0x10000;
    memory.map(at, 0x1000, Memory.READ | Memory.WRITE | Memory.EXECUTE, "code");
    memory.write(at, TestCpus.assembled("movb $0x90,0x10040; hlt", at));
    long[] state = new long[State.COUNT];
    state[State.RIP.index()] = at;
    Start start = new Start("P0", state, 0x10100);
    Multiprocessor m = new Multiprocessor(memory, cpu, List.of(start), MemoryModel.TSO);
    assertEquals(
        "unsupported a store to code where orders of CPUs are explored at 0x10000",
        new Explorer(m, BUDGET).explore().endings().iterator().next().cpus()[0].fault());
  }

  /** A split store may begin at its highest byte; the schedule says so. */
  @Test
  void aSplitAccessMayBeMadeDownwards() {
    Multiprocessor m =
        TestCpus.of(MemoryModel.TSO, "movw $0x101,x+7", "movzbl x+8,%eax; movzbl x+7,%ebx");
    Schedule shortest =
        Shortest.find(m, s -> s.get(1, State.RAX) == 1 && s.get(1, State.RBX) == 0, BUDGET)
            .orElseThrow();
    assertTrue(shortest.text(m).contains(".down"), shortest.text(m));
    assertEquals(shortest, Schedule.parse(shortest.text(m), m.starts()));
  }

  @Test
  void aShortestScheduleCanBeReplayedAndReads() {
    Multiprocessor m = TestCpus.of(MemoryModel.TSO, STORE_BUFFERING.split("\\|"));
    Schedule shortest = Shortest.find(m, s -> text(s).startsWith("0 0 "), BUDGET).orElseThrow();
    assertEquals(6, shortest.steps().size());
    Schedule again = Schedule.parse(shortest.text(m), m.starts());
    assertEquals(shortest, again);
    Story story =
        Story.of(
            m, Schedule.parse("tso: P0 P1 P1 P0 P0.drain P1.drain", m.starts()), TestCpus::name);
    assertEquals("0 0 x=1 y=1", text(story.ending()));
    assertEquals(
        """
        P0; movl $0x1,x; x = 1 is pending; [[x = 1], []]
        P1; movl $0x1,y; y = 1 is pending; [[x = 1], [y = 1]]
        P1; mov x,%eax; reads x = 0, done; [[x = 1], [y = 1]]
        P0; mov y,%eax; reads y = 0, done; [[x = 1], [y = 1]]
        P0; ; x = 1 reaches memory; [[], [y = 1]]
        P1; ; y = 1 reaches memory; [[], []]
        """,
        story.lines().stream()
            .map(l ->
                l.cpu() + "; " + l.instruction() + "; " + l.event() + "; " + l.pending() + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void aScheduleThatCannotBeSaysWhere() {
    Multiprocessor m = TestCpus.of(MemoryModel.TSO, "lock incl x", "movl $1,y; mfence");
    String[][] wrong = {
      {"tso: P0 P0", "step 2: P0 is done"},
      {"tso: P1.drain", "step 1: P1 has no pending store"},
      {"tso: P1 P1", "step 2: P1 waits for its pending stores"},
      {"tso: P2", "no step P2; the steps are P0, P0.drain, P1, P1.drain"},
    };
    for (String[] w : wrong) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Story.of(m, Schedule.parse(w[0], m.starts()), TestCpus::name));
      assertEquals(w[1], e.getMessage());
    }
  }
}
