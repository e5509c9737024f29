package fastpath.emulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import fastpath.emulator.explore.AssignmentSets.Element;
import fastpath.emulator.isa.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every operation on sets of assignments gives what the same operation gives on listed sets. */
class AssignmentSetsTest {
  private static final int REGISTERS = 4;
  private static final int VALUES = 3;
  private static final int ROUNDS = 3_000;

  private final Random random = new Random(26);
  private final List<Element> elements = new ArrayList<>();
  private final AssignmentSets sets;

  /** Sets by number, with the assignments that they contain. */
  private final List<Integer> numbers = new ArrayList<>();

  private final List<Set<Map<Integer, Long>>> listed = new ArrayList<>();

  AssignmentSetsTest() {
    for (int register = 0; register < REGISTERS; register++) {
      for (long value = 0; value < VALUES; value++) {
        elements.add(new Element(register, value));
      }
    }
    sets = new AssignmentSets(elements, List.of(2, 0, 3, 1));
    add(AssignmentSets.NONE, Set.of());
    add(AssignmentSets.UNIT, Set.of(Map.of()));
  }

  private void add(int number, Set<Map<Integer, Long>> assignments) {
    assertEquals(assignments, list(number));
    assertEquals(assignments.size(), sets.count(number));
    int known = listed.indexOf(assignments);
    if (known >= 0) {
      assertEquals(numbers.get(known), number, "equal sets have one number");
    } else if (assignments.size() < 200) {
      numbers.add(number);
      listed.add(assignments);
    }
  }

  private Set<Map<Integer, Long>> list(int number) {
    Set<Map<Integer, Long>> all = new HashSet<>();
    for (Iterator<Observed> i = sets.iterator(number); i.hasNext(); ) {
      Observed one = i.next();
      Map<Integer, Long> values = new HashMap<>();
      one.elements().forEach(e -> values.put(e.register(), e.value()));
      assertTrue(all.add(values), "listed twice: " + values);
    }
    return all;
  }

  @Test
  void operationsAreThoseOfSets() {
    for (int round = 0; round < ROUNDS; round++) {
      int a = random.nextInt(numbers.size());
      int b = random.nextInt(numbers.size());
      Element e = elements.get(random.nextInt(elements.size()));
      int x = numbers.get(a);
      int y = numbers.get(b);
      Set<Map<Integer, Long>> of = listed.get(a);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          Set<Map<Integer, Long>> assigned = new HashSet<>();
          of.forEach(one -> assigned.add(with(one, e)));
          add(sets.assign(x, sets.number(e)), assigned);
        }
        case 2 -> add(sets.union(x, y), Set.copyOf(Sets.union(of, listed.get(b))));
        case 3 -> add(sets.difference(x, y), Set.copyOf(Sets.difference(of, listed.get(b))));
        case 4 ->
            add(
                sets.having(x, sets.number(e)),
                Set.copyOf(
                    Sets.filter(of, one -> one.getOrDefault(e.register(), -1L) == e.value())));
        default -> {
          BitSet some = BitSet.valueOf(new long[] {random.nextInt(1 << REGISTERS)});
          Set<Map<Integer, Long>> cut = new HashSet<>();
          for (Map<Integer, Long> one : of) {
            Map<Integer, Long> part = new HashMap<>(one);
            part.keySet().removeIf(register -> !some.get(register));
            cut.add(part);
          }
          add(sets.project(x, some), cut);
        }
      }
    }
    assertTrue(numbers.size() > ROUNDS / 4, numbers.size() + " sets");
  }

  private static Map<Integer, Long> with(Map<Integer, Long> one, Element e) {
    Map<Integer, Long> more = new HashMap<>(one);
    more.put(e.register(), e.value());
    return more;
  }

  /** A register may have very many values, and a set more assignments than a long can count. */
  @Test
  void largeSetsAreCountedAndSelectedFrom() {
    List<Element> many = new ArrayList<>();
    List<Integer> order = List.of(0, 1, 2, 3, 4);
    for (int register : order) {
      for (long value = 0; value < 20_000; value++) {
        many.add(new Element(register, value));
      }
    }
    AssignmentSets large = new AssignmentSets(many, order);
    int set = AssignmentSets.UNIT;
    for (int register : order) {
      int all = AssignmentSets.NONE;
      for (int value = 19_999; value >= 0; value--) {
        all = large.union(all, large.assign(set, large.number(new Element(register, value))));
      }
      set = all;
    }
    assertEquals(Long.MAX_VALUE, large.count(set));
    int having = large.having(set, large.number(new Element(1, 19_999)));
    BitSet second = BitSet.valueOf(new long[] {2});
    assertEquals(1, large.count(large.project(having, second)));
    assertEquals(20_000, large.count(large.project(set, second)));
  }

  /** Values that look the same become one value, and registers that are not asked for go away. */
  @Test
  void valuesThatLookTheSameAreOne() {
    int set = AssignmentSets.NONE;
    for (long value = 0; value < VALUES; value++) {
      int one = sets.assign(AssignmentSets.UNIT, sets.number(new Element(0, value)));
      set = sets.union(set, sets.assign(one, sets.number(new Element(1, 0))));
    }
    CpuRegister rax = new CpuRegister(0, State.RAX);
    int parity = sets.map(set, sets.same(List.of(rax), (register, value) -> value % 2));
    assertEquals(3, sets.count(set));
    assertEquals(Set.of(Map.of(0, 0L), Map.of(0, 1L)), list(parity));
  }
}
