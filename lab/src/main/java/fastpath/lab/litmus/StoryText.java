package fastpath.lab.litmus;

import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Start;
import fastpath.emulator.explore.Story;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A story as a table: a line a step, with each CPU's pending stores after it. What a CPU does on
 * its own stack is one line, however many steps it takes, and its pending stores there are left
 * out.
 */
public final class StoryText {
  private final Scenario scenario;
  private final TextTable table = new TextTable();
  private int number;

  private StoryText(Scenario scenario) {
    this.scenario = scenario;
  }

  /** The schedule, as it can be replayed, and the table. */
  public static List<String> lines(
      Scenario scenario, Multiprocessor machine, Schedule schedule, Story story) {
    List<String> lines = new ArrayList<>();
    lines.add("Schedule " + schedule.text(machine));
    lines.addAll(new StoryText(scenario).table(machine, story.lines()));
    return lines;
  }

  private List<String> table(Multiprocessor machine, List<Story.Line> lines) {
    for (int i = 1; i < 4 + machine.starts().size(); i++) {
      table.left(i);
    }
    List<Object> head = new ArrayList<>(List.of("step", "CPU", "instruction", "what happens"));
    for (Start start : machine.starts()) {
      head.add("pending of " + start.name());
    }
    table.row(head.toArray());
    for (int at = 0; at < lines.size(); ) {
      int end = at;
      while (end < lines.size() && isFolded(lines.get(end), lines.get(at).cpu())) {
        end++;
      }
      if (end > at + 1) {
        row(lines.get(end - 1), "", end - at + " steps on its stack");
        at = end;
      } else {
        row(lines.get(at), lines.get(at).instruction(), lines.get(at).event());
        at++;
      }
      number = at;
    }
    return table.lines();
  }

  private boolean isFolded(Story.Line line, String cpu) {
    return line.cpu().equals(cpu)
        && !line.accessed().isEmpty()
        && line.accessed().stream().allMatch(scenario::isOnStack)
        && !line.event().endsWith(Story.DONE);
  }

  private void row(Story.Line line, String instruction, String event) {
    List<Object> row = new ArrayList<>(List.of(number + 1, line.cpu(), instruction, event));
    for (List<Story.Pending> pending : line.pending()) {
      String text =
          pending.stream()
              .filter(p -> !scenario.isOnStack(p.address()))
              .map(Story.Pending::text)
              .collect(Collectors.joining(", "));
      row.add(text.isEmpty() ? "-" : text);
    }
    table.row(row.toArray());
  }
}
