package fastpath.emulator.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import com.google.common.math.LongMath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A set of final states; immutable. States that differ only in registers that nothing but the final
 * state reads are kept as one set of values, so that a set of many millions is counted, and
 * selected from, without listing it.
 */
public final class Endings implements Iterable<Snapshot> {
  private final AssignmentSets sets;
  private final List<Snapshot> finals;

  /** For each of {@link #finals} the values of the registers that are not part of it. */
  private final int[] observed;

  Endings(AssignmentSets sets, List<Snapshot> finals, int[] observed) {
    this.sets = sets;
    this.finals = ImmutableList.copyOf(finals);
    this.observed = observed;
  }

  /** Returns the number of final states; Long.MAX_VALUE if it is that or larger. */
  public long count() {
    long sum = 0;
    for (int set : observed) {
      sum = LongMath.saturatedAdd(sum, sets.count(set));
    }
    return sum;
  }

  /**
   * True if a limit on memory has cut off a set that was selected from these states, so that it may
   * lack states or have too many.
   */
  public boolean isCutOff() {
    return sets.isFull();
  }

  @Override
  public Iterator<Snapshot> iterator() {
    List<Iterator<Snapshot>> all = new ArrayList<>();
    for (int i = 0; i < observed.length; i++) {
      all.add(Iterators.transform(sets.iterator(observed[i]), finals.get(i)::with));
    }
    return Iterators.concat(all.iterator());
  }

  /**
   * Returns the states without the registers that nothing but the final state reads: positions of
   * the CPUs with memory, each once.
   */
  public List<Snapshot> kinds() {
    return finals;
  }

  /**
   * Returns the states for which a proposition holds.
   *
   * @param registers the registers on which the proposition depends; it may also depend on memory
   */
  public Endings where(Collection<CpuRegister> registers, Predicate<Snapshot> holds) {
    BitSet some = new BitSet();
    registers.forEach(r -> some.set(r.number()));
    int[] chosen = new int[observed.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = where(finals.get(i), observed[i], some, holds);
    }
    return new Endings(sets, finals, chosen);
  }

  private int where(Snapshot end, int set, BitSet registers, Predicate<Snapshot> holds) {
    int chosen = AssignmentSets.NONE;
    Iterator<Observed> all = sets.iterator(sets.project(set, registers));
    while (all.hasNext()) {
      Observed values = all.next();
      if (holds.test(end.with(values))) {
        int having = set;
        for (AssignmentSets.Element e : values.elements()) {
          having = sets.having(having, sets.number(e));
        }
        chosen = sets.union(chosen, having);
      }
    }
    return chosen;
  }

  /** Returns the states that are in this set or in another one with the same {@link #kinds}. */
  public Endings or(Endings other) {
    int[] either = new int[observed.length];
    for (int i = 0; i < either.length; i++) {
      either[i] = sets.union(observed[i], other.observed[i]);
    }
    return new Endings(sets, finals, either);
  }

  /** Returns the states that are in this set and not in another one with the same kinds. */
  public Endings without(Endings other) {
    int[] rest = new int[observed.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = sets.difference(observed[i], other.observed[i]);
    }
    return new Endings(sets, finals, rest);
  }

  /**
   * Returns states of which a part differs: of states that agree in the part, one is kept, with any
   * values elsewhere.
   *
   * @param registers the registers that belong to the part
   * @param seen the part of a register's value
   * @param rest what else belongs to the part; its argument is one of {@link #kinds}
   */
  public Endings distinct(
      Collection<CpuRegister> registers,
      BiFunction<CpuRegister, Long, Object> seen,
      Function<Snapshot, Object> rest) {
    int[] same = sets.same(registers, seen);
    Map<Object, Integer> place = new LinkedHashMap<>();
    List<Snapshot> kept = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < observed.length; i++) {
      int part = sets.map(observed[i], same);
      Integer known = place.putIfAbsent(rest.apply(finals.get(i)), kept.size());
      if (known == null) {
        kept.add(finals.get(i));
        values.add(part);
      } else {
        values.set(known, sets.union(values.get(known), part));
      }
    }
    return new Endings(sets, kept, values.stream().mapToInt(v -> v).toArray());
  }
}
