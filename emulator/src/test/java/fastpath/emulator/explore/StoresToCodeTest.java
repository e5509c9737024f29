package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.machine.Interrupts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An exploration takes code to be the initial one, so that every way to change code is refused. The
 * page from 0x3000 on has code that can be written; the page before it has data.
 */
class StoresToCodeTest {
  private static final long BUDGET = 10_000;
  private static final String REFUSED = "a store to code where orders of CPUs are explored";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "movl $1,0x3010",
        "movb $1,0x3fff",
        "movl $1,0x2ffe",
        "movq $1,0x2ff9",
        "incl 0x3010",
        "lock incl 0x3010",
        "lock incl 0x2ffe",
        "xchgl %eax,0x3010",
        "lock cmpxchgl %ebx,0x3010",
        "lock cmpxchg8b 0x3010",
        "lock cmpxchg16b 0x3010",
        "lock xaddl %ebx,0x3010",
        "sete 0x3010",
        "movl $0x8080,%eax; btsl %eax,x",
        "movl $0x3010,%edi; stosb",
        "movl $0x2ff8,%edi; movl $3,%ecx; rep stosl",
        "movl $0x3010,%edi; movl $0x2000,%esi; movsq",
        "movl $0x3010,%esp; pushq %rax",
        "movl $0x3010,%esp; pushfq",
        "movl $0x3010,%esp; call @0",
        "movl $0x2fff,%esp; enter $0,$0; movl $0x3010,%esp; enter $0,$0",
        "pushq %rax; popq 0x3010",
        "cli; movl $1,x|movl x,%eax; movl $1,0x3010"
      })
  void aStoreToCodeIsRefused(String code) {
    Set<String> faults = faults(Map.of(), code);
    assertTrue(faults.stream().allMatch(f -> f.contains(REFUSED)), code + ": " + faults);
    assertEquals(1, faults.size(), code + ": " + faults);
  }

  /** The words below 0x3030 that an interrupt pushes begin at 0x3008. */
  @ParameterizedTest
  @ValueSource(ints = {TestCpus.VECTOR, Interrupts.NMI})
  void anInterruptFrameInCodeIsRefused(int vector) {
    Set<String> faults = faults(Map.of(0, Set.of(vector)), "movl $0x3030,%esp");
    String fault =
        "interrupt 0x" + Integer.toHexString(vector) + " pushes its frame: unsupported " + REFUSED;
    assertEquals(Set.of(fault + " at 0x10005", fault + " at 0x10006"), faults);
  }

  @ParameterizedTest
  @ValueSource(strings = {"movl 0x3010,%eax", "cmpl $0,0x2ffe", "movl $1,0x2ffc", "popq %rax"})
  void loadsOfCodeAndStoresBesideItAreNot(String code) {
    assertEquals(Set.of(), faults(Map.of(), "movl $0x3010,%esp; " + code));
  }

  private static Set<String> faults(Map<Integer, Set<Integer>> requested, String code) {
    Multiprocessor m =
        TestCpus.interrupted(
            MemoryModel.TSO, "nop", "nop", List.of(), requested, code.split("\\|"));
    Exploration found = new Explorer(m, BUDGET).explore();
    assertTrue(found.complete());
    Set<String> faults = new TreeSet<>();
    for (Snapshot s : found.endings()) {
      for (Position p : s.cpus()) {
        if (p.fault() != null) {
          faults.add(p.fault());
        }
      }
    }
    return faults;
  }
}
