package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the search for CPUs that never end, on correct programs and on broken variants. */
class StuckTest {
  private static final long BUDGET = 200_000;

  /**
   * Returns the code of a spin lock on x or y, whose first instruction has the number from in its
   * column.
   */
  private static String lock(String variable, int from) {
    return "movl $1,%%eax; xchgl %%eax,%s; testl %%eax,%%eax; jne @%d".formatted(variable, from);
  }

  private static String unlock(String variable) {
    return "; movl $0," + variable;
  }

  private static final String SEND = "movl $0x830,%ecx; movl $0x20,%eax; xorl %edx,%edx; wrmsr";
  private static final String SEND_AFTER_X = "cmpl $0,x; je @0; " + SEND;
  private static final String LOCKING_HANDLER =
      "movl $1,%edx; xchgl %edx,x; testl %edx,%edx; jne @0; movl $0,x";

  /**
   * @param handler the handler of vector 0x20; null if there is none
   * @param nmi the handler of NMIs; null if there is none
   * @param stuck the CPUs that may never end; those that halt are followed by "halt"
   */
  record Case(String name, String handler, String nmi, String columns, String... stuck) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case plain(String name, String columns, String... stuck) {
    return new Case(name, null, null, columns, stuck);
  }

  private static Case interrupted(String name, String handler, String columns, String... stuck) {
    return new Case(name, handler, null, columns, stuck);
  }

  private static Case nmi(String name, String nmi, String columns, String... stuck) {
    return new Case(name, "nop", nmi, columns, stuck);
  }

  static Stream<Case> locks() {
    String xy = lock("x", 0) + "; " + lock("y", 4);
    String yx = lock("y", 0) + "; " + lock("x", 4);
    String ticket = "movl $1,%eax; lock xaddl %eax,x; cmpl %eax,y; jne @2";
    return Stream.of(
        plain("a lock", lock("x", 0) + unlock("x") + "|" + lock("x", 0) + unlock("x")),
        plain("a lock that is kept", lock("x", 0) + "|" + lock("x", 0) + unlock("x"), "P1"),
        plain("a lock that both keep", lock("x", 0) + "|" + lock("x", 0), "P0", "P1"),
        plain("a lock taken twice", lock("x", 0) + "; " + lock("x", 4) + "|nop", "P0"),
        plain(
            "two locks in one order",
            xy + unlock("y") + unlock("x") + "|" + xy + unlock("y") + unlock("x")),
        plain(
            "two locks in two orders",
            xy + unlock("y") + unlock("x") + "|" + yx + unlock("x") + unlock("y"),
            "P0",
            "P1"),
        plain("a ticket lock", ticket + "; incl y|" + ticket + "; incl y"),
        plain("a ticket that is not passed on", ticket + "|" + ticket + "; incl y", "P1"),
        plain(
            "tickets that are passed on too far",
            ticket + "; addl $2,y|" + ticket + "; incl y",
            "P1"),
        plain(
            "flags of which none gives way",
            "movl $1,x; mfence; cmpl $0,y; jne @2; movl $0,x"
                + "|movl $1,y; mfence; cmpl $0,x; jne @2; movl $0,y",
            "P0",
            "P1"),
        plain(
            "flags that give way, for ever only if unfair",
            "movl $0,x; movl $1,x; mfence; cmpl $0,y; jne @0; movl $0,x"
                + "|movl $0,y; movl $1,y; mfence; cmpl $0,x; jne @0; movl $0,y"));
  }

  static Stream<Case> waits() {
    String setX = "|movl $1,x";
    String seesX = "cmpl $0,x; je @0";
    String arrive = "lock incl x; cmpl $2,x; jne @1";
    return Stream.of(
        plain("a flag that is set", seesX + setX),
        plain("a flag that is not", seesX + "|movl $1,y", "P0"),
        plain("a flag that is taken back", seesX + "|movl $1,x; movl $0,x", "P0"),
        plain("a flag that is read once", "movl x,%eax; testl %eax,%eax; je @1" + setX, "P0"),
        plain("a flag that is read again", "movl x,%eax; testl %eax,%eax; je @0" + setX),
        plain("a loop that counts", "incl %ecx; cmpl $0,x; je @0" + setX),
        plain("a loop that counts in vain", "incl %ecx; cmpl $0,x; je @0|nop", "P0"),
        plain("a loop of nothing", "nop; jmp @0|nop", "P0"),
        plain("a hand-shake", "movl $1,x; cmpl $0,y; je @1|cmpl $0,x; je @0; movl $1,y"),
        plain(
            "each waits first",
            "cmpl $0,y; je @0; movl $1,x|cmpl $0,x; je @0; movl $1,y",
            "P0",
            "P1"),
        plain("stores drain at last", "movl $1,x; cmpl $0,y; je @1|movl $1,y; cmpl $0,x; je @1"),
        plain("its own store", "movl $1,x; cmpl $1,x; jne @1|nop"),
        plain("a barrier", arrive + "|" + arrive),
        plain(
            "a barrier that loses an arrival",
            "incl x; cmpl $2,x; jne @1|incl x; cmpl $2,x; jne @1",
            "P0",
            "P1"),
        plain("a barrier that is cleared at once", arrive + "; movl $0,x|" + arrive, "P1"),
        plain("a sequence count", "movl x,%eax; testl $1,%eax; jne @0|incl x; incl x"),
        plain("a sequence count left odd", "movl x,%eax; testl $1,%eax; jne @0|incl x", "P0"),
        plain(
            "compare and exchange, again from what was seen",
            "movl x,%eax; leal 1(%rax),%ebx; lock cmpxchgl %ebx,x; jne @1"
                + "|movl x,%eax; leal 1(%rax),%ebx; lock cmpxchgl %ebx,x; jne @1"),
        plain(
            "compare and exchange with what never was",
            "movl $5,%eax; lock cmpxchgl %ebx,x; jne @0|nop",
            "P0"),
        plain(
            "three in a row",
            "cmpl $0,x; je @0; movl $1,y|cmpl $0,y; je @0; movl $1,0x2080|movl $1,x"),
        plain(
            "three in a ring",
            "cmpl $0,x; je @0; movl $1,y|cmpl $0,y; je @0; movl $1,0x2080"
                + "|cmpl $0,0x2080; je @0; movl $1,x",
            "P0",
            "P1",
            "P2"));
  }

  static Stream<Case> interrupts() {
    String idle = "cli; movl $1,x; sti; hlt; cli; cmpl $0,y; je @2|" + SEND_AFTER_X;
    return Stream.of(
        interrupted("hlt, and the interrupt may come before", "nop", "hlt|" + SEND, "P0 halt"),
        interrupted("sti and hlt", "nop", "cli; movl $1,x; sti; hlt|" + SEND_AFTER_X),
        interrupted(
            "sti, something, and hlt",
            "nop",
            "cli; movl $1,x; sti; nop; hlt|" + SEND_AFTER_X,
            "P0 halt"),
        interrupted(
            "hlt with interrupts off", "nop", "cli; movl $1,x; hlt|" + SEND_AFTER_X, "P0 halt"),
        interrupted("hlt that nobody wakes", "nop", "hlt|nop", "P0 halt"),
        interrupted(
            "an interrupt after the end would help",
            "movl $1,y",
            "nop|" + SEND + "; cmpl $0,y; je @4"),
        interrupted("an idle loop", "movl $1,y", idle),
        interrupted(
            "an idle loop that looks with interrupts on",
            "movl $1,y",
            "cli; movl $1,x; sti; nop; hlt; cmpl $0,y; je @2|" + SEND_AFTER_X,
            "P0 halt"),
        interrupted("a poll", "movl $1,y", "movl $1,x; cmpl $0,y; je @1|" + SEND_AFTER_X),
        interrupted(
            "a poll with interrupts off",
            "movl $1,y",
            "cli; movl $1,x; cmpl $0,y; je @2|" + SEND_AFTER_X,
            "P0"),
        interrupted(
            "a handler that takes a lock of those it interrupts",
            LOCKING_HANDLER,
            lock("x", 0) + unlock("x") + "|" + SEND,
            "P0"),
        interrupted(
            "the same lock taken with interrupts off",
            LOCKING_HANDLER,
            "cli; " + lock("x", 1) + unlock("x") + "; sti; nop|" + SEND));
  }

  static Stream<Case> nmis() {
    String sendNmi = "movl $0x830,%ecx; movl $0x400,%eax; xorl %edx,%edx; wrmsr";
    String sendNmiAfterX = "cmpl $0,x; je @0; " + sendNmi;
    return Stream.of(
        nmi(
            "a poll with interrupts off, which an NMI ends",
            "movl $1,y",
            "cli; movl $1,x; cmpl $0,y; je @2|" + sendNmiAfterX),
        nmi("the same if no NMI comes", "movl $1,y", "cli; movl $1,x; cmpl $0,y; je @2|nop", "P0"),
        nmi("hlt with interrupts off, and no NMI", "nop", "cli; hlt|nop", "P0 halt"),
        nmi(
            "an NMI that may come before hlt",
            "nop",
            "cli; movl $1,x; hlt|" + sendNmiAfterX,
            "P0 halt"),
        nmi("a loop of halts", "movl $1,y", "cli; hlt; cmpl $0,y; je @1|" + sendNmi, "P0 halt"),
        nmi(
            "an NMI between sti and hlt, and then the interrupt that was to wake",
            "nop",
            "cli; movl $1,x; sti; hlt|" + SEND_AFTER_X + "|" + sendNmi,
            "P0 halt"),
        nmi(
            "a handler that takes a lock taken with interrupts off",
            LOCKING_HANDLER,
            "cli; " + lock("x", 1) + unlock("x") + "|" + sendNmi,
            "P0"),
        nmi(
            "a handler that only tries to take it",
            "movl $1,%edx; xchgl %edx,x; testl %edx,%edx; jne @5; movl $0,x; nop",
            "cli; " + lock("x", 1) + unlock("x") + "|" + sendNmi),
        nmi(
            "a handler that waits for the next NMI",
            "movl $1,y; incl x; cmpl $2,x; jl @2",
            "nop|" + sendNmi + "; cmpl $0,y; je @4; wrmsr",
            "P0"));
  }

  @ParameterizedTest
  @MethodSource({"locks", "waits", "interrupts", "nmis"})
  void eachCpuThatNeverEndsIsFound(Case c) {
    Multiprocessor m = machine(c);
    Exploration found = new Explorer(m, BUDGET).explore();
    assertTrue(found.complete());
    assertEquals(Set.of(c.stuck()), names(found));
    Exploration all = new Explorer(m, BUDGET, m::steps).explore();
    assertTrue(all.complete());
    assertEquals(Set.of(c.stuck()), names(all), "without a reduction");
    found
        .stuck()
        .forEach((stuck, state) -> {
          Schedule there = Shortest.to(m, state, BUDGET).orElseThrow();
          Story story = Story.of(m, there, TestCpus::name);
          assertEquals(state.cpus()[stuck.cpu()], story.ending().cpus()[stuck.cpu()]);
        });
  }

  private static Multiprocessor machine(Case c) {
    String[] columns = c.columns().split("\\|");
    return c.handler() == null
        ? TestCpus.ending(MemoryModel.TSO, columns)
        : TestCpus.endingInterrupted(MemoryModel.TSO, c.handler(), c.nmi(), columns);
  }

  private static Set<String> names(Exploration found) {
    Set<String> names = new TreeSet<>();
    found.stuck().keySet().forEach(s -> names.add("P" + s.cpu() + (s.halted() ? " halt" : "")));
    return names;
  }
}
