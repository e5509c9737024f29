package fastpath.lab.litmus;

import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Snapshot;
import fastpath.emulator.explore.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shortest schedule to a state that is looked for: one for which the condition holds (for {@code
 * forall}: does not hold), or one from which CPUs never end.
 *
 * @param stuck the CPUs that never end from the state; empty for a state of the condition
 * @param schedule empty if there is no such state, or none within the budget
 */
public record Witness(
    LitmusProgram scenario, LitmusRun run, List<StuckCpu> stuck, Optional<Schedule> schedule) {

  /** Returns the witness of the condition, followed by one for each state with stuck CPUs. */
  public static List<Witness> all(LitmusProgram scenario, LitmusRun run, Outcome outcome) {
    List<Witness> all = new ArrayList<>();
    all.add(new Witness(scenario, run, List.of(), run.witness()));
    Map<Snapshot, List<StuckCpu>> byState = new LinkedHashMap<>();
    for (StuckCpu stuck : outcome.stuck()) {
      byState.computeIfAbsent(stuck.state(), s -> new ArrayList<>()).add(stuck);
    }
    for (List<StuckCpu> together : byState.values()) {
      all.add(new Witness(scenario, run, together, run.witness(together.getFirst())));
    }
    return all;
  }

  /**
   * Returns the schedule and its steps as text.
   *
   * @param columns the width of the table in columns, which longer words may exceed
   */
  public List<String> lines(int columns) {
    List<String> lines =
        new ArrayList<>(
            schedule
                .map(s -> StoryText.lines(scenario, run.machine(), s, story(s), columns))
                .orElse(List.of("No schedule: no such state, or none within the budget.")));
    stuck.forEach(cpu -> lines.add("From here on " + cpu.text() + "."));
    return lines;
  }

  /** Returns an item of {@code witnesses} in {@code litmus --witness --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("stuck", stuck.stream().map(StuckCpu::text).toList());
    fields.put("schedule", schedule.map(s -> s.text(run.machine())).orElse(null));
    fields.put("steps", schedule.map(this::steps).orElse(null));
    return fields;
  }

  private List<Map<String, Object>> steps(Schedule s) {
    return StoryText.steps(scenario, run.machine(), story(s));
  }

  private Story story(Schedule s) {
    return Story.of(run.machine(), s, scenario::name);
  }
}
