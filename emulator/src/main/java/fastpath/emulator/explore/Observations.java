package fastpath.emulator.explore;

import fastpath.emulator.graph.StrongComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sets of values that are observed before the states of an exploration. Each step adds to the
 * sets before its state the values that the step observes.
 */
final class Observations {
  private final AssignmentSets sets;

  /** For each observation the numbers of its elements. */
  private final int[][] elements;

  /**
   * @param observations the observations of the exploration's steps, in the order in which each was
   *     first made
   */
  Observations(Interner<Observed> observations) {
    Set<AssignmentSets.Element> all = new LinkedHashSet<>();
    Set<Integer> registers = new LinkedHashSet<>();
    for (int i = 0; i < observations.size(); i++) {
      for (AssignmentSets.Element e : observations.get(i).elements()) {
        registers.add(e.register());
        all.add(e);
      }
    }
    sets = new AssignmentSets(new ArrayList<>(all), List.copyOf(registers));
    elements = new int[observations.size()][];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = observations.get(i).elements().stream().mapToInt(sets::number).toArray();
    }
  }

  AssignmentSets sets() {
    return sets;
  }

  /**
   * Returns the set of values that are observed before each final state.
   *
   * @param start number of the observation before the first state
   * @param states number of remembered states
   * @param finals number of final states
   */
  int[] before(StateGraph graph, int start, int states, int finals) {
    int[] result = new int[finals];
    int first = assign(AssignmentSets.UNIT, start);
    if (!graph.observes()) {
      Arrays.fill(result, first);
      return result;
    }
    int[] before = new int[states];
    before[0] = first;
    StrongComponents components = graph.components();
    int[] order = components.inOrder();
    for (int from = 0, to = 0; from < order.length; from = to) {
      while (to < order.length && components.of(order[to]) == components.of(order[from])) {
        to++;
      }
      boolean more;
      do {
        more = false;
        for (int i = from; i < to; i++) {
          more |= passOn(graph, order[i], components, before, result);
        }
      } while (more && !sets.isFull());
    }
    return result;
  }

  /**
   * Passes what is observed before a state on to its successors; returns true if that adds anything
   * to a state of the same component.
   */
  private boolean passOn(
      StateGraph graph, int state, StrongComponents components, int[] before, int[] result) {
    boolean added = false;
    for (int e = graph.firstStep(state); e < graph.firstStep(state + 1); e++) {
      int target = graph.target(e);
      int set = assign(before[state], graph.observed(e));
      if (target < 0) {
        result[~target] = sets.union(result[~target], set);
      } else {
        int more = sets.union(before[target], set);
        added |=
            more != before[target]
                && target < graph.expanded()
                && components.of(target) == components.of(state);
        before[target] = more;
      }
    }
    return added;
  }

  private int assign(int set, int observation) {
    int result = set;
    for (int element : elements[observation]) {
      result = sets.assign(result, element);
    }
    return result;
  }
}
