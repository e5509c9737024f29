package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests interrupts between instructions: requested from the start, by a store, or by the x2APIC.
 */
class InterruptsTest {
  private static final long BUDGET = 100_000;
  private static final Map<Integer, Set<Integer>> AT_ANY_TIME = Map.of(0, Set.of(TestCpus.VECTOR));
  private static final List<Doorbell> BY_STORE_TO_Y =
      List.of(new Doorbell(TestCpus.Y, 0, TestCpus.VECTOR));
  private static final String SEND = "movl $0x830,%ecx; movl $0x20,%eax; xorl %edx,%edx; wrmsr";

  /**
   * @param endings all final values of x and of the first CPU's RBX
   */
  record Case(
      String name,
      String handler,
      List<Doorbell> doorbells,
      Map<Integer, Set<Integer>> requested,
      String columns,
      String... endings) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case anyTime(String name, String handler, String columns, String... endings) {
    return new Case(name, handler, List.of(), AT_ANY_TIME, columns, endings);
  }

  private static Case byStore(String name, String handler, String columns, String... endings) {
    return new Case(name, handler, BY_STORE_TO_Y, Map.of(), columns, endings);
  }

  private static Case bySend(String name, String handler, String columns, String... endings) {
    return new Case(name, handler, List.of(), Map.of(), columns, endings);
  }

  static Stream<Case> cases() {
    String set = "orl $0x80,x";
    return Stream.of(
        anyTime("one instruction is not torn", set, "incl x", "129 0"),
        anyTime("three are", set, "movl x,%eax; incl %eax; movl %eax,x", "1 0", "129 0"),
        anyTime(
            "not with interrupts off",
            set,
            "cli; movl x,%eax; incl %eax; movl %eax,x; sti",
            "129 0"),
        anyTime("off, but not at once", set, "cli; incl x", "1 0", "129 0"),
        byStore(
            "between sti and cli",
            "movl $7,%ebx",
            "cli; movl $1,y; mfence; sti; nop; cli; movl x,%eax",
            "0 0",
            "0 7"),
        byStore("from afar, one instruction", set, "incl x | movl $1,y", "129 0"),
        byStore(
            "from afar, three",
            set,
            "movl x,%eax; incl %eax; movl %eax,x | movl $1,y",
            "1 0",
            "129 0"),
        byStore(
            "stores before the doorbell are seen",
            "movl x,%ebx",
            "nop | movl $5,x; movl $1,y",
            "5 5"),
        bySend(
            "the x2APIC does not wait for stores",
            "movl x,%ebx",
            "nop | movl $5,x; " + SEND,
            "5 0",
            "5 5"),
        bySend("unless the code does", "movl x,%ebx", "nop | movl $5,x; mfence; " + SEND, "5 5"),
        bySend(
            "a halted CPU wakes and goes on, unless the interrupt has come before",
            "movl $3,x",
            "hlt; movl x,%ebx | " + SEND,
            "3 0",
            "3 3"),
        byStore(
            "none comes between sti and hlt",
            "movl $3,x",
            "cli; movl $1,y; mfence; sti; hlt; movl x,%ebx",
            "3 3"),
        byStore(
            "nor between sti and a load",
            "movl $3,x",
            "cli; movl $1,y; mfence; sti; movl x,%ebx; nop",
            "3 0"),
        byStore(
            "a second sti has no shadow",
            "movl $3,x",
            "cli; movl $1,y; mfence; sti; sti; movl x,%ebx",
            "3 0",
            "3 3"),
        anyTime(
            "between instructions that access nothing",
            "movl %ebx,x",
            "movl $1,%ebx; movl $2,%ebx; movl $3,%ebx",
            "0 3",
            "1 3",
            "2 3",
            "3 3"),
        anyTime(
            "and after the last access",
            "movl %ebx,x",
            "movl y,%eax; movl $1,%ebx; movl $2,%ebx; cli; movl $3,%ebx",
            "0 3",
            "1 3",
            "2 3"),
        bySend(
            "of an interrupt that an access of the CPU brings on",
            "movl %ebx,x",
            "cli; movl $1,y; mfence; sti; movl $1,%ebx; movl $2,%ebx; movl $3,%ebx"
                + " | cmpl $0,y; je @0; "
                + SEND,
            "1 3",
            "2 3",
            "3 3"),
        bySend(
            "its frame is seen by others",
            "nop",
            "movl y,%eax; movl y,%eax | "
                + SEND
                + "; movl 0x110ff8,%ebx; movl 0x110ff8,%ecx; subl %ebx,%ecx; movl %ecx,x",
            "0 0",
            "24 0"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsAllFinalStates(Case c) {
    Exploration found = new Explorer(machine(c), BUDGET).explore();
    assertTrue(found.complete());
    assertEquals(Set.of(c.endings()), endings(found));
  }

  private static Multiprocessor machine(Case c) {
    return TestCpus.interrupted(
        MemoryModel.TSO, c.handler(), c.doorbells(), c.requested(), c.columns().split("\\|"));
  }

  private static Set<String> endings(Exploration found) {
    Set<String> all = new TreeSet<>();
    for (Snapshot s : found.endings()) {
      for (Position p : s.cpus()) {
        assertEquals(null, p.fault());
      }
      all.add(text(s));
    }
    return all;
  }

  private static String text(Snapshot s) {
    return s.memory().load(0, TestCpus.X, 4) + " " + s.get(0, State.RBX);
  }

  /** An exploration without the reduction reaches the same final states. */
  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsLeftOut(Case c) {
    Multiprocessor m = machine(c);
    Set<String> all = new TreeSet<>();
    Shortest.find(
        m,
        s -> {
          all.add(text(s));
          return false;
        },
        BUDGET);
    assertEquals(Set.of(c.endings()), all);
  }

  @Test
  void aLostUpdateReadsAsAStory() {
    Multiprocessor m =
        TestCpus.interrupted(
            MemoryModel.TSO,
            "orl $0x80,x",
            List.of(),
            AT_ANY_TIME,
            "movl x,%eax; incl %eax; movl %eax,x");
    Schedule lost = Shortest.find(m, s -> text(s).equals("1 0"), BUDGET).orElseThrow();
    Story story = Story.of(m, Schedule.parse(lost.text(m), m.starts()), TestCpus::name);
    assertEquals("1 0", text(story.ending()));
    List<String> events = story.lines().stream().map(Story.Line::event).toList();
    assertEquals("reads x = 0", events.get(0));
    assertTrue(events.contains("interrupt 0x20 comes"), events.toString());
    assertTrue(events.contains("x = 0x80 reaches memory"), events.toString());
    assertTrue(events.contains("x = 1 reaches memory"), events.toString());
  }
}
