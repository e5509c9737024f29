package fastpath.lab.litmus;

import fastpath.emulator.explore.Multiprocessor;
import fastpath.emulator.explore.Schedule;
import fastpath.emulator.explore.Start;
import fastpath.emulator.explore.Story;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints a story as a table with one line for each step, followed by each CPU's pending stores. All
 * consecutive steps of a CPU on its own stack are one line, and pending stores to a stack are left
 * out. If the width does not suffice, pending stores are left out too, because lines of their own
 * show when a store becomes pending and when it reaches memory. If the width still does not
 * suffice, the effect of an instruction is printed below the instruction.
 */
public final class StoryText {
  /** A line of the story: one step, or several steps on a stack. */
  private record Row(
      int number, String cpu, String instruction, String event, List<List<String>> pending) {}

  private final LitmusProgram scenario;
  private final List<String> cpus;
  private final List<Row> rows = new ArrayList<>();

  private StoryText(LitmusProgram scenario, Multiprocessor machine, List<Story.Line> lines) {
    this.scenario = scenario;
    cpus = machine.starts().stream().map(Start::name).toList();
    tell(lines);
  }

  /**
   * Returns the schedule, in the form that {@code run --schedule} takes, and the table.
   *
   * @param columns the width of the table in columns, which longer words may exceed
   */
  public static List<String> lines(
      LitmusProgram scenario, Multiprocessor machine, Schedule schedule, Story story, int columns) {
    List<String> lines =
        new ArrayList<>(Paragraph.wrap("Schedule " + schedule.text(machine), columns, "", "  "));
    lines.addAll(new StoryText(scenario, machine, story.lines()).lines(columns));
    return lines;
  }

  /** Returns the lines of the table as {@code steps} in {@code litmus --witness --json}. */
  static List<Map<String, Object>> steps(
      LitmusProgram scenario, Multiprocessor machine, Story story) {
    StoryText text = new StoryText(scenario, machine, story.lines());
    return text.rows.stream().map(text::json).toList();
  }

  private Map<String, Object> json(Row row) {
    Map<String, Object> pending = new LinkedHashMap<>();
    for (int i = 0; i < cpus.size(); i++) {
      pending.put(cpus.get(i), row.pending().get(i));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", row.number());
    fields.put("cpu", row.cpu());
    fields.put("instruction", row.instruction());
    fields.put("event", row.event());
    fields.put("pending", pending);
    return fields;
  }

  private List<String> lines(int columns) {
    return Stream.of(table(true), table(false))
        .filter(table -> table.stream().allMatch(line -> line.length() <= columns))
        .findFirst()
        .orElseGet(this::narrow);
  }

  private List<String> table(boolean pending) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("step", "CPU", "instruction", "what happens"));
    if (pending) {
      cpus.forEach(cpu -> head.add("pending of " + cpu));
    }
    for (int i = 1; i < head.size(); i++) {
      table.left(i);
    }
    table.row(head);
    for (Row row : rows) {
      List<Object> cells =
          new ArrayList<>(List.of(row.number(), row.cpu(), row.instruction(), row.event()));
      if (pending) {
        row.pending().forEach(stores -> cells.add(pending(stores)));
      }
      table.row(cells);
    }
    return table.lines();
  }

  private List<String> narrow() {
    TextTable table = new TextTable().left(1).left(2);
    table.row("step", "CPU", "instruction, and what happens");
    for (Row row : rows) {
      List<String> cell = new ArrayList<>();
      if (!row.instruction().isEmpty()) {
        cell.add(row.instruction());
      }
      for (String event : row.event().split(", ")) {
        cell.add("  " + event);
      }
      table.row(row.number(), row.cpu(), cell.getFirst());
      cell.subList(1, cell.size()).forEach(line -> table.row("", "", line));
    }
    return table.lines();
  }

  private void tell(List<Story.Line> lines) {
    for (int at = 0; at < lines.size(); ) {
      int first = at;
      Story.Line line = lines.get(at);
      while (at < lines.size() && isFolded(lines.get(at), line.cpu())) {
        at++;
      }
      if (at > first + 1) {
        row(first, lines.get(at - 1), "", at - first + " steps on its stack");
      } else {
        row(first, line, line.instruction(), line.event());
        at = first + 1;
      }
    }
  }

  private boolean isFolded(Story.Line line, String cpu) {
    return line.cpu().equals(cpu)
        && !line.accessed().isEmpty()
        && line.accessed().stream().allMatch(scenario::isOnStack)
        && !line.event().endsWith(Story.DONE);
  }

  private void row(int at, Story.Line line, String instruction, String event) {
    rows.add(
        new Row(
            at + 1,
            line.cpu(),
            instruction,
            event,
            line.pending().stream().map(this::offStack).toList()));
  }

  /** Returns the texts of the stores that are not to a stack. */
  private List<String> offStack(List<Story.Pending> stores) {
    return stores.stream()
        .filter(p -> !scenario.isOnStack(p.address()))
        .map(Story.Pending::text)
        .toList();
  }

  private static String pending(List<String> stores) {
    return stores.isEmpty() ? "-" : String.join(", ", stores);
  }
}
