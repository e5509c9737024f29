package fastpath.lab.cli;

import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Start;
import fastpath.emulator.explore.Story;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A story as a table: a line a step, with each CPU's pending stores after it. */
final class StoryText {
  private StoryText() {}

  static List<String> lines(Multiprocessor machine, Schedule schedule, Story story) {
    List<String> lines = new ArrayList<>();
    lines.add("Schedule " + schedule.text(machine));
    TextTable table = new TextTable();
    for (int i = 1; i < 4 + machine.starts().size(); i++) {
      table.left(i);
    }
    List<Object> head = new ArrayList<>(List.of("step", "CPU", "instruction", "what happens"));
    for (Start start : machine.starts()) {
      head.add("pending of " + start.name());
    }
    table.row(head.toArray());
    int number = 1;
    for (Story.Line line : story.lines()) {
      List<Object> row = new ArrayList<>(List.of(number++, line.cpu(), line.instruction()));
      row.add(line.event());
      line.pending().forEach(p -> row.add(p.isEmpty() ? "-" : String.join(", ", p)));
      table.row(row.toArray());
    }
    lines.addAll(table.lines());
    return lines;
  }
}
