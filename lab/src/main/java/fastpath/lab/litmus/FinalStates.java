package fastpath.lab.litmus;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Ordering;
import com.google.common.collect.Streams;
import fastpath.emulator.explore.CpuRegister;
import fastpath.emulator.explore.Endings;
import fastpath.emulator.explore.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Final states of a litmus test. A condition selects states without a look at each of them, because
 * there may be many millions.
 */
final class FinalStates {
  /** The limit on the states that are listed. */
  static final int MOST_LISTED = 100_000;

  private final LitmusProgram scenario;
  private final Endings states;

  FinalStates(LitmusProgram scenario, Endings states) {
    this.scenario = scenario;
    this.states = states;
  }

  /**
   * Returns the states in which no CPU would still take an interrupt and which the test's filter
   * admits; of states that show the same values, one.
   */
  FinalStates counted() {
    List<Location> shown = scenario.question().shown();
    ImmutableListMultimap<CpuRegister, Location.Register> registers = registers(shown);
    Endings settled = states.where(List.of(), Snapshot::isSettled);
    Endings admitted = where(scenario.question().filter(), settled);
    return new FinalStates(
        scenario,
        admitted.distinct(
            registers.keySet(),
            (register, value) ->
                registers.get(register).stream().map(l -> scenario.value(l, value)).toList(),
            s -> values(shown, s)));
  }

  /** Returns the states for which a condition holds. */
  FinalStates where(Condition condition) {
    return new FinalStates(scenario, where(condition, states));
  }

  private Endings where(Condition condition, Endings among) {
    return switch (condition) {
      case Condition.True t -> among;
      case Condition.Equal e -> atom(e, among);
      case Condition.Same s -> atom(s, among);
      case Condition.Not n -> among.without(where(n.of(), among));
      case Condition.And a -> where(a.right(), where(a.left(), among));
      case Condition.Or o -> where(o.left(), among).or(where(o.right(), among));
      case Condition.Implies i ->
          where(new Condition.Or(new Condition.Not(i.left()), i.right()), among);
    };
  }

  private Endings atom(Condition condition, Endings among) {
    return among.where(
        registers(condition.locations()).keySet(),
        s -> condition.holds(l -> scenario.value(l, s), scenario::expected));
  }

  /** Returns the registers among locations, by the full register of which each is a part. */
  private ImmutableListMultimap<CpuRegister, Location.Register> registers(
      List<Location> locations) {
    return Multimaps.index(
        Iterables.filter(locations, Location.Register.class), scenario::register);
  }

  /** Returns the number of states. */
  long count() {
    return states.count();
  }

  /**
   * Returns the values that each state shows, in ascending order; if there are more than {@link
   * #MOST_LISTED} states, of as many.
   */
  List<List<Long>> listed() {
    List<Location> shown = scenario.question().shown();
    return Streams.stream(states)
        .limit(MOST_LISTED)
        .map(s -> values(shown, s))
        .sorted(Ordering.<Long>natural().lexicographical())
        .toList();
  }

  private List<Long> values(List<Location> shown, Snapshot s) {
    List<Long> values = new ArrayList<>(shown.size());
    shown.forEach(l -> values.add(scenario.value(l, s)));
    return values;
  }
}
