package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Reaches every final state of a {@link Multiprocessor}, breadth first, each state once. What can
 * be left out depends on the words that the code accesses, as far as they have been seen. If more
 * is seen on the way, the exploration starts again with that knowledge.
 */
public final class Explorer {
  /** Limit on steps without a choice in a row before a state is remembered. */
  private static final int ROW = 256;

  private final Multiprocessor machine;
  private final Choice choice;
  private final long budget;
  private final Keys keys;
  private StateTable states;
  private StateTable finals;
  private StateGraph graph;

  /**
   * @param budget limit on remembered states, at least 1
   */
  public Explorer(Multiprocessor machine, long budget) {
    this(machine, budget, new Reduction(machine));
  }

  /** An explorer with another choice of steps; {@code machine::steps} chooses all of them. */
  public Explorer(Multiprocessor machine, long budget, Choice choice) {
    this.machine = machine;
    this.choice = choice;
    this.budget = budget;
    keys = new Keys(machine);
  }

  /** All final states, or those that were reached within the budget. */
  public Exploration explore() {
    Limit limit;
    do {
      machine.footprints().begin();
      states = new StateTable(keys.width());
      finals = new StateTable(keys.width());
      graph = new StateGraph();
      limit = search() ? machine.limit() : Limit.STATES;
    } while (limit != Limit.STATES && machine.footprints().hasGrown());
    List<Snapshot> endings = new ArrayList<>();
    for (int i = 0; i < finals.size(); i++) {
      endings.add(snapshot(finals, i));
    }
    return new Exploration(machine, endings, stuck(endings), limit, states.size());
  }

  /**
   * The CPUs that never end. Final states and all other states are examined; each way is reported
   * once.
   */
  private Map<Stuck, Snapshot> stuck(List<Snapshot> endings) {
    StuckCpus stuck = new StuckCpus(machine, keys);
    endings.forEach(stuck::ended);
    BitSet endless = graph.endless(states.size());
    for (BitSet component : graph.bottoms(endless, states.size())) {
      stuck.circles(snapshot(states, component.nextSetBit(0)));
    }
    return stuck.found();
  }

  private boolean search() {
    reach(machine.start());
    for (int at = 0; at < states.size(); at++) {
      if (states.size() > budget) {
        return false;
      }
      Snapshot s = snapshot(states, at);
      graph.expand();
      List<Step> some = choice.steps(s);
      if (some.size() == 1) {
        // After that many steps without a choice every CPU gets a turn, and its accesses are seen.
        // Otherwise a loop that changes a register would go on for ever, in a new state each time.
        some = machine.steps(s);
      }
      if (!reachAny(s, some)) {
        // All of these steps lead back to known states, so that steps put off for them would never
        // be taken.
        List<Step> rest = machine.steps(s);
        rest.removeAll(some);
        reachAny(s, rest);
      }
    }
    return true;
  }

  private boolean reachAny(Snapshot s, List<Step> steps) {
    boolean any = false;
    for (Step step : steps) {
      int before = states.size();
      int reached = reach(machine.apply(s, step));
      any |= reached == StateGraph.FINAL || states.size() > before;
      graph.add(reached);
    }
    return any;
  }

  /**
   * Takes steps as long as there is no choice, and remembers the state that is reached.
   *
   * @return number of that state, or {@link StateGraph#FINAL}
   */
  private int reach(Snapshot from) {
    Snapshot s = from;
    for (int i = 0; i < ROW && !s.isFinal(); i++) {
      List<Step> steps = choice.steps(s);
      if (steps.size() != 1) {
        break;
      }
      s = machine.apply(s, steps.getFirst());
    }
    if (s.isFinal()) {
      finals.add(key(s));
      return StateGraph.FINAL;
    }
    int number = states.add(key(s));
    return number >= 0 ? number : ~number;
  }

  private int[] key(Snapshot s) {
    int[] key = new int[keys.width()];
    keys.write(s, key);
    return key;
  }

  private Snapshot snapshot(StateTable table, int number) {
    int[] key = new int[keys.width()];
    table.get(number, key);
    return keys.read(key);
  }
}
