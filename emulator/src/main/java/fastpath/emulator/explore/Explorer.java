package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Finds every final state of a {@link Multiprocessor} by breadth-first search, visiting each state
 * once. The steps that may be left out depend on the words that the code accesses, as known from
 * the accesses executed so far. If the search sees further accesses, the exploration starts again
 * with the larger sets of words.
 */
public final class Explorer {
  /** The limit on consecutive steps without a choice, after which a state is remembered. */
  private static final int ROW = 256;

  private final Multiprocessor machine;
  private final Choice choice;
  private final long budget;
  private final Keys keys;
  private StateTable states;
  private StateTable finals;
  private StateGraph graph;

  /** The observations of the steps; the number of the empty observation is 0. */
  private Interner<Observed> observations;

  /** Number of the observation before the first state. */
  private int start;

  /**
   * @param budget limit on remembered states, at least 1
   */
  public Explorer(Multiprocessor machine, long budget) {
    this(machine, budget, new Reduction(machine));
  }

  /**
   * Creates an explorer with another choice of steps; {@code machine::steps} chooses all possible
   * steps.
   */
  public Explorer(Multiprocessor machine, long budget, Choice choice) {
    this.machine = machine;
    this.choice = choice;
    this.budget = budget;
    keys = new Keys(machine, false);
  }

  /** Explores all states, or as many as the budget allows. */
  public Exploration explore() {
    Limit limit;
    do {
      machine.footprints().begin();
      states = new StateTable(keys.width());
      finals = new StateTable(keys.width());
      graph = new StateGraph();
      observations = new Interner<>();
      observations.number(Observed.NONE);
      limit = search() ? machine.limit() : Limit.STATES;
    } while (limit != Limit.STATES && machine.footprints().hasGrown());
    List<Snapshot> ends = new ArrayList<>();
    for (int i = 0; i < finals.size(); i++) {
      ends.add(snapshot(finals, i));
    }
    Observations all = new Observations(observations);
    int[] observed = all.before(graph, start, states.size(), ends.size());
    if (all.sets().isFull()) {
      limit = Limit.STATES;
    }
    all.sets().allowMore();
    Endings endings = new Endings(all.sets(), ends, observed);
    return new Exploration(machine, endings, stuck(ends), limit, states.size());
  }

  /**
   * Finds the CPUs that never end. All states are examined, final or not; each way in which a CPU
   * never ends is reported once.
   */
  private Map<Stuck, Snapshot> stuck(List<Snapshot> ends) {
    StuckCpus stuck = new StuckCpus(machine, keys);
    ends.forEach(stuck::ended);
    BitSet endless = graph.endless(states.size());
    for (BitSet component : graph.bottoms(endless, states.size())) {
      stuck.circles(snapshot(states, component.nextSetBit(0)));
    }
    return stuck.found();
  }

  private boolean search() {
    Reached first = reach(machine.start());
    start = first.observed();
    for (int at = 0; at < states.size(); at++) {
      if (states.size() > budget) {
        return false;
      }
      Snapshot s = snapshot(states, at);
      graph.expand();
      List<Step> some = choice.steps(s);
      if (some.size() == 1) {
        // After a number of steps without a choice every CPU gets a turn, so that its accesses are
        // seen. Otherwise a loop that changes a register would run for ever, in a new state each
        // time.
        some = machine.steps(s);
      }
      if (!reachAny(s, some)) {
        // If all chosen steps lead to known states, the steps that were left out would never be
        // taken, so they are taken now.
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
      Reached reached = reach(machine.apply(s, step));
      any |= reached.target() < 0 || states.size() > before;
      graph.add(reached.target(), reached.observed());
    }
    return any;
  }

  /**
   * A remembered state.
   *
   * @param target number of the state, or ~n for the final state n
   * @param observed number of what was observed on the way to the state
   */
  private record Reached(int target, int observed) {}

  /** Takes steps until there is a choice of steps, and remembers the state that is reached. */
  private Reached reach(Snapshot from) {
    Snapshot s = from;
    for (int i = 0; i < ROW && !s.isFinal(); i++) {
      List<Step> steps = choice.steps(s);
      if (steps.size() != 1) {
        break;
      }
      s = machine.apply(s, steps.getFirst());
    }
    boolean isFinal = s.isFinal();
    int number = (isFinal ? finals : states).add(key(s));
    number = number >= 0 ? number : ~number;
    return new Reached(isFinal ? ~number : number, observations.number(s.observed()));
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
