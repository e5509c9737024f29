package fastpath.lab.litmus;

import fastpath.emulator.explore.Exploration;
import fastpath.emulator.explore.Explorer;
import fastpath.emulator.explore.Limit;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Shortest;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.explore.Story;
import fastpath.emulator.isa.State;
import fastpath.lab.workshop.GuestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explores a litmus test, and finds schedules that lead to its outcomes. */
public final class LitmusRun {
  private final LitmusProgram scenario;
  private final Multiprocessor machine;
  private final long budget;

  /**
   * @param budget limit on the number of states with a choice
   */
  public LitmusRun(LitmusProgram scenario, MemoryModel model, long budget) {
    this.scenario = scenario;
    this.machine = scenario.machine(model);
    this.budget = budget;
  }

  /** Returns the machine of the test's CPUs. */
  public Multiprocessor machine() {
    return machine;
  }

  /**
   * Explores every final state, and returns the outcome.
   *
   * @throws GuestException if a CPU can fault
   */
  public Outcome explore() {
    Exploration found = new Explorer(machine, budget).explore();
    found.endings().kinds().forEach(this::fault);
    Question question = scenario.question();
    FinalStates all = new FinalStates(scenario, found.endings()).counted();
    long positive = all.where(question.condition()).count();
    long negative = all.where(new Condition.Not(question.condition())).count();
    List<Location> shown = question.shown();
    return found.endings().isCutOff()
        ? new Outcome(
            scenario, shown, 0, 0, 0, List.of(), stuck(found), Limit.STATES, found.explored())
        : new Outcome(
            scenario,
            shown,
            all.count(),
            positive,
            negative,
            all.listed(),
            stuck(found),
            found.limit(),
            found.explored());
  }

  private List<StuckCpu> stuck(Exploration found) {
    List<StuckCpu> all = new ArrayList<>();
    found
        .stuck()
        .forEach((stuck, state) -> {
          long gs = state.get(stuck.cpu(), State.GS_BASE);
          String instruction =
              Story.instruction(machine.instruction(stuck.rip()), gs, scenario::name);
          String at = scenario.code().apply(stuck.rip()) + ": " + instruction;
          String cpu = machine.starts().get(stuck.cpu()).name();
          all.add(new StuckCpu(cpu, at, stuck.halted(), state));
        });
    return all;
  }

  /** Returns a shortest schedule to a state from which a CPU never ends. */
  public Optional<Schedule> witness(StuckCpu stuck) {
    return Shortest.to(machine, stuck.state(), budget);
  }

  private void fault(Snapshot s) {
    for (int i = 0; i < s.cpus().length; i++) {
      String fault = s.cpus()[i].fault();
      if (fault != null) {
        throw new GuestException(
            scenario.file() + ": " + machine.starts().get(i).name() + ": " + fault);
      }
    }
  }

  /**
   * True for a final state in which no CPU would still take an interrupt, and which the test's
   * filter admits.
   */
  private boolean counts(Snapshot s) {
    return s.isSettled() && holds(scenario.question().filter(), s);
  }

  private boolean holds(Condition condition, Snapshot s) {
    return condition.holds(l -> scenario.value(l, s), scenario::expected);
  }

  /**
   * Returns a shortest schedule to a state for which the condition holds, or for {@code forall}, to
   * a state for which it does not hold.
   */
  public Optional<Schedule> witness() {
    Question q = scenario.question();
    boolean wanted = q.quantifier() != ConditionQuantifier.FORALL;
    Multiprocessor asked = scenario.machineOfCondition(machine.model());
    return Shortest.find(asked, s -> counts(s) && holds(q.condition(), s) == wanted, budget);
  }
}
