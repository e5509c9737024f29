package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fastpath.emulator.isa.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
  private static final String SEND_NMI =
      "movl $0x830,%ecx; movl $0x400,%eax; xorl %edx,%edx; wrmsr";

  /**
   * @param endings all final values of x and of the first CPU's RBX
   */
  record Case(
      String name,
      String handler,
      String nmi,
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
    return new Case(name, handler, null, List.of(), AT_ANY_TIME, columns, endings);
  }

  private static Case byStore(String name, String handler, String columns, String... endings) {
    return new Case(name, handler, null, BY_STORE_TO_Y, Map.of(), columns, endings);
  }

  private static Case bySend(String name, String handler, String columns, String... endings) {
    return new Case(name, handler, null, List.of(), Map.of(), columns, endings);
  }

  /**
   * Returns a case in which an NMI is requested from the start, and another interrupt if wanted.
   */
  private static Case nmi(
      String name, String handler, String nmi, String columns, String... endings) {
    Set<Integer> vectors = handler == null ? Set.of(2) : Set.of(2, TestCpus.VECTOR);
    String other = handler == null ? "nop" : handler;
    return new Case(name, other, nmi, List.of(), Map.of(0, vectors), columns, endings);
  }

  private static Case nmiBySend(
      String name, String handler, String nmi, String columns, String... endings) {
    return new Case(name, handler, nmi, List.of(), Map.of(), columns, endings);
  }

  static Stream<Case> nmis() {
    String set = "orl $0x80,x";
    String tear = "cli; movl x,%eax; incl %eax; movl %eax,x; sti";
    String count = "movl x,%eax; incl %eax; movl %eax,x; incl %ebx";
    String countAndAdmit = "movl x,%eax; incl %eax; sti; nop; cli; movl %eax,x; incl %ebx";
    return Stream.of(
        nmi("NMI: tears what is done with interrupts off", null, set, tear, "1 0", "129 0"),
        nmi("NMI: does not tear one instruction", null, set, "cli; incl x", "129 0"),
        nmi(
            "NMI: comes after each instruction",
            null,
            "movl %ebx,x",
            "cli; movl y,%eax; movl $1,%ebx; movl $2,%ebx",
            "0 2",
            "1 2",
            "2 2"),
        nmi(
            "NMI: comes into a handler",
            "movl $1,%ebx; movl $2,%ebx",
            "movl %ebx,x",
            "nop",
            "0 2",
            "1 2",
            "2 2"),
        nmi(
            "NMI: no other interrupt comes into its handler",
            "movl %ebx,x",
            "movl $1,%ebx; movl $2,%ebx",
            "nop",
            "0 2",
            "2 2"),
        new Case(
            "NMI: comes directly after sti, and another interrupt directly after its iretq",
            "movl %ebx,x",
            "movl $7,%ebx",
            BY_STORE_TO_Y,
            Map.of(0, Set.of(2)),
            "cli; movl $1,y; mfence; movl $1,%ebx; sti; movl $2,%ebx",
            "2 2",
            "2 7",
            "7 2",
            "7 7"),
        nmiBySend(
            "NMI: the second waits for iretq, or is one with the first",
            "nop",
            count,
            "nop|" + SEND_NMI + "; wrmsr",
            "1 1",
            "2 2"),
        new Case(
            "NMI: an iretq of another handler within lets the second in",
            "nop",
            countAndAdmit,
            List.of(),
            Map.of(0, Set.of(2, TestCpus.VECTOR)),
            "nop|" + SEND_NMI,
            "1 1",
            "1 2",
            "2 2"),
        nmiBySend(
            "NMI: wakes a CPU that halts with interrupts off",
            "nop",
            "movl $3,x",
            "cli; hlt; movl x,%ebx|" + SEND_NMI,
            "3 0",
            "3 3"),
        nmiBySend(
            "NMI: sent to oneself",
            "nop",
            "movl %ebx,x",
            "cli; " + SEND_NMI + "; movl $1,%ebx; movl $2,%ebx",
            "0 2",
            "1 2",
            "2 2"),
        new Case(
            "NMI: by a doorbell",
            "nop",
            "movl x,%ebx",
            List.of(new Doorbell(TestCpus.Y, 0, 2)),
            Map.of(),
            "cli|movl $5,x; movl $1,y",
            "5 5"),
        nmiBySend(
            "NMI: its frame is seen by others",
            "nop",
            "nop",
            "cli; movl y,%eax; movl y,%eax | "
                + SEND_NMI
                + "; movl 0x110ff8,%ebx; movl 0x110ff8,%ecx; subl %ebx,%ecx; movl %ecx,x",
            "0 0",
            "24 0"));
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
  @MethodSource({"cases", "nmis"})
  void findsAllFinalStates(Case c) {
    Exploration found = new Explorer(machine(c), BUDGET).explore();
    assertTrue(found.complete());
    assertEquals(Set.of(c.endings()), endings(found));
  }

  private static Multiprocessor machine(Case c) {
    return TestCpus.interrupted(
        MemoryModel.TSO,
        c.handler(),
        c.nmi(),
        c.doorbells(),
        c.requested(),
        c.columns().split("\\|"));
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
  @MethodSource({"cases", "nmis"})
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
            null,
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

  @Test
  void anNmiReadsAsAStory() {
    Multiprocessor m =
        TestCpus.interrupted(
            MemoryModel.TSO,
            "nop",
            "orl $0x80,x",
            List.of(),
            Map.of(),
            "cli; movl x,%eax; incl %eax; movl %eax,x",
            SEND_NMI);
    Schedule lost = Shortest.find(m, s -> text(s).equals("1 0"), BUDGET).orElseThrow();
    String schedule = lost.text(m);
    assertTrue(schedule.contains(" P0.nmi "), schedule);
    assertEquals(lost, Schedule.parse(schedule, m.starts()));
    Story story = Story.of(m, lost, TestCpus::name);
    assertEquals("1 0", text(story.ending()));
    List<String> events = story.lines().stream().map(Story.Line::event).toList();
    assertTrue(events.contains("requests NMI of P0"), events.toString());
    assertTrue(events.contains("NMI comes"), events.toString());
  }

  /** Requests that the interrupt table or the x2APIC does not support, with the resulting fault. */
  static Stream<Arguments> refused() {
    String send = "movl $0x830,%ecx; movl $";
    return Stream.of(
        arguments(
            Set.of(2),
            "nop",
            "interrupt 0x2 has no gate in the interrupt table at the CPU's start at 0x10000"),
        arguments(
            Set.of(),
            send + "0x402,%eax; movl $1,%edx; wrmsr",
            "#GP 0x1 is no CPU that can be interrupted at 0x1000f"),
        arguments(
            Set.of(),
            send + "15,%eax; wrmsr",
            "#GP 0x830 is no MSR that can be written here, or not so at 0x1000a"),
        arguments(
            Set.of(),
            send + "0x200,%eax; wrmsr",
            "#GP 0x830 is no MSR that can be written here, or not so at 0x1000a"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(Set<Integer> requested, String code, String fault) {
    Multiprocessor m =
        TestCpus.interrupted(MemoryModel.TSO, "nop", null, List.of(), Map.of(0, requested), code);
    Set<String> faults = new TreeSet<>();
    for (Snapshot s : new Explorer(m, BUDGET).explore().endings()) {
      faults.add(s.cpus()[0].fault());
    }
    assertTrue(faults.contains(fault), faults.toString());
  }
}
