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

  /** The choice of steps; null to take all possible steps. */
  private final Choice choice;

  /** True if the choice depends on the shapes of states only, and may depend on the footprints. */
  private final boolean reduces;

  private final long budget;
  private final Keys keys;
  private final Transitions transitions;
  private final Choices possible;
  private Choices chosen;
  private StateTable states;
  private StateTable finals;
  private StateGraph graph;

  /** The observations of the steps; the number of the empty observation is 0. */
  private Interner<Observed> observations;

  /** The state that is being expanded. */
  private final int[] state;

  /** The state after the steps that are being taken. */
  private final int[] next;

  /** Number of what the steps to {@link #next} have observed. */
  private int observed;

  /** Number of the observation before the first state. */
  private int start;

  /**
   * @param budget limit on remembered states, at least 1
   */
  public Explorer(Multiprocessor machine, long budget) {
    this(machine, budget, new Reduction(machine), true);
  }

  /**
   * Creates an explorer with another choice of steps; {@code machine::steps} chooses all possible
   * steps.
   */
  public Explorer(Multiprocessor machine, long budget, Choice choice) {
    this(machine, budget, choice, false);
  }

  private Explorer(Multiprocessor machine, long budget, Choice choice, boolean reduces) {
    this.machine = machine;
    this.choice = choice;
    this.budget = budget;
    this.reduces = reduces;
    keys = new Keys(machine, false);
    transitions = new Transitions(machine, keys);
    possible = Choices.byShape(machine::steps, machine, keys);
    state = new int[keys.width()];
    next = new int[keys.width()];
  }

  /** Returns an explorer that takes all possible steps. */
  public static Explorer unreduced(Multiprocessor machine, long budget) {
    return new Explorer(machine, budget, null, false);
  }

  /** Explores all states, or as many as the budget allows. */
  public Exploration explore() {
    Limit limit;
    do {
      machine.footprints().begin();
      states = new StateTable(keys.width());
      finals = new StateTable(keys.width());
      graph = new StateGraph();
      chosen = choices();
      observations = new Interner<>();
      observations.number(Observed.NONE);
      limit = search() ? machine.limit() : Limit.STATES;
    } while (limit != Limit.STATES && chosen != possible && machine.footprints().hasGrown());
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

  private Choices choices() {
    if (choice == null) {
      return possible;
    }
    return reduces
        ? Choices.byShape(choice, machine, keys)
        : Choices.byState(choice, machine, keys);
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
    Snapshot first = machine.start();
    keys.write(first, next);
    reach(transitions.number(first.observed()));
    start = observed;
    for (int at = 0; at < states.size(); at++) {
      if (states.size() > budget) {
        return false;
      }
      states.get(at, state);
      graph.expand();
      Step[] some = chosen.steps(state);
      if (some.length == 1) {
        // After a number of steps without a choice every CPU gets a turn, so that its accesses are
        // seen. Otherwise a loop that changes a register would run for ever, in a new state each
        // time.
        some = possible.steps(state);
      }
      if (!reachAny(some)) {
        // If all chosen steps lead to known states, the steps that were left out would never be
        // taken, so they are taken now.
        List<Step> rest = new ArrayList<>(List.of(possible.steps(state)));
        rest.removeAll(List.of(some));
        reachAny(rest.toArray(Step[]::new));
      }
    }
    return true;
  }

  /**
   * Takes steps from {@link #state}; returns true if any leads to a new state or to a final one.
   */
  private boolean reachAny(Step[] steps) {
    boolean any = false;
    for (Step step : steps) {
      int before = states.size();
      System.arraycopy(state, 0, next, 0, next.length);
      int target = reach(transitions.apply(next, step));
      any |= target < 0 || states.size() > before;
      graph.add(target, observed);
    }
    return any;
  }

  /**
   * Takes steps from {@link #next} until there is a choice of steps, and remembers the state that
   * is reached. Sets {@link #observed} to the number of what was observed on the way.
   *
   * @param before number among the transitions' observations of what was observed before
   * @return number of the state, or ~n for the final state n
   */
  private int reach(int before) {
    int all = before;
    Step[] steps = chosen.steps(next);
    for (int i = 0; i < ROW && steps.length == 1; i++) {
      all = transitions.sum(all, transitions.apply(next, steps[0]));
      steps = chosen.steps(next);
    }
    boolean isFinal = steps.length == 0;
    int number = (isFinal ? finals : states).add(next);
    number = number >= 0 ? number : ~number;
    observed = all == 0 ? 0 : observations.number(transitions.observed(all));
    return isFinal ? ~number : number;
  }

  private Snapshot snapshot(StateTable table, int number) {
    int[] key = new int[keys.width()];
    table.get(number, key);
    return keys.read(key);
  }
}
