package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an exploration's steps observe, and the sets of values that are observed before states. */
final class Observations {
  private final Interner<Observed> observations;
  private final AssignmentSets sets;

  /** For each observation the numbers of its elements. */
  private final int[][] elements;

  /**
   * @param observations what steps observe, in the order in which it is first observed
   */
  Observations(Interner<Observed> observations) {
    this.observations = observations;
    Set<AssignmentSets.Element> all = new LinkedHashSet<>();
    Set<Integer> registers = new LinkedHashSet<>();
    for (int i = 0; i < observations.size(); i++) {
      Observed one = observations.get(i);
      for (int k = 0; k < one.size(); k++) {
        registers.add(one.register(k));
        all.add(new AssignmentSets.Element(one.register(k), one.value(k)));
      }
    }
    sets = new AssignmentSets(new ArrayList<>(all), List.copyOf(registers));
    elements = new int[observations.size()][];
  }

  AssignmentSets sets() {
    return sets;
  }

  /**
   * Returns what is observed before each final state.
   *
   * @param start number of what is observed before the first state
   */
  int[] before(StateGraph graph, int start, int states, int finals) {
    return graph.observed(sets, assign(AssignmentSets.UNIT, start), this::assign, states, finals);
  }

  private int assign(int set, int observation) {
    if (elements[observation] == null) {
      Observed one = observations.get(observation);
      elements[observation] = new int[one.size()];
      for (int i = 0; i < one.size(); i++) {
        elements[observation][i] =
            sets.number(new AssignmentSets.Element(one.register(i), one.value(i)));
      }
    }
    int result = set;
    for (int element : elements[observation]) {
      result = sets.assign(result, element);
    }
    return result;
  }
}
