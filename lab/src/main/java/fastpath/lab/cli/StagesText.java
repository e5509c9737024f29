package fastpath.lab.cli;

import fastpath.emulator.CalledFunction;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.translate.Stages;
import fastpath.emulator.translate.passage.StageModel;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints the stages of a function's translation, then the models of the stages; the stages stand in
 * columns if the terminal is wide enough, else one below the other. A line of bytecode is one
 * statement, which ends with a store, a branch or a return.
 */
final class StagesText {
  /** The width of the gaps between the four columns: two spaces, three times. */
  private static final int GAPS = 6;

  /**
   * The smallest width of the bytecode column, in characters; a narrower terminal shows the stages
   * one below the other.
   */
  private static final int BYTECODE = 40;

  private static final Pattern ENDS_STATEMENT =
      Pattern.compile(
          "([ilad]store|iinc|putfield|if|goto|tableswitch|lookupswitch|call store).*|.*return");

  private static final List<String> TITLES =
      List.of("instruction", "micro-ops", "without dead flags", "JVM bytecode");

  private static final String PUT_OFF =
      "put off: only an exit from translated code would show these flags, and works them out then";

  private static final String NOTHING =
      ": nothing is translated from its beginning, where an instruction is the interpreter's";

  private StagesText() {}

  static List<String> of(Image image, String function, int columns) {
    Machine machine = Machine.create(image, MachineOptions.defaults());
    long address = machine.symbol(function);
    Stages stages =
        Stages.of(machine.memory(), machine.cpu(), address, new CalledFunction(image, address, 0));
    List<Stages.Row> rows = stages.rows();
    if (rows.isEmpty()) {
      return Paragraph.wrap(function + NOTHING, columns, "", "  ");
    }
    int left = columns - GAPS - widest(rows);
    List<String> lines =
        new ArrayList<>(left >= BYTECODE ? abreast(rows, left) : stacked(rows, columns));
    if (lines.stream().anyMatch(line -> line.contains(" put off"))) {
      lines.addAll(Paragraph.wrap(PUT_OFF, columns, "", "  "));
    }
    for (StageModel model : stages.models()) {
      lines.add(model.title());
      model.lines().forEach(line -> lines.addAll(Paragraph.wrap(line, columns, "  ", "    ")));
    }
    return lines;
  }

  /** Returns the width of the three columns before the bytecode, in characters. */
  private static int widest(List<Stages.Row> rows) {
    int listing = TITLES.get(0).length();
    int uops = TITLES.get(1).length();
    int kept = TITLES.get(2).length();
    for (Stages.Row row : rows) {
      listing = Math.max(listing, listing(row).length());
      uops = Math.max(uops, longest(row.uops()));
      kept = Math.max(kept, longest(row.kept()));
    }
    return listing + uops + kept;
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<String> abreast(List<Stages.Row> rows, int width) {
    TextTable table = new TextTable().left(1).left(2).left(3);
    table.row(TITLES);
    for (Stages.Row row : rows) {
      List<String> bytecode = statements(row.bytecode(), width);
      int lines = Math.max(row.uops().size(), Math.max(row.kept().size(), bytecode.size()));
      for (int i = 0; i < Math.max(1, lines); i++) {
        table.row(
            i == 0 ? listing(row) : "",
            line(row.uops(), i),
            line(row.kept(), i),
            line(bytecode, i));
      }
    }
    return table.lines();
  }

  private static List<String> stacked(List<Stages.Row> rows, int columns) {
    List<String> lines = new ArrayList<>();
    for (Stages.Row row : rows) {
      lines.add(listing(row));
      TextTable uops = new TextTable().left(1);
      uops.row("  " + TITLES.get(1), TITLES.get(2));
      for (int i = 0; i < Math.max(row.uops().size(), row.kept().size()); i++) {
        uops.row("    " + line(row.uops(), i), line(row.kept(), i));
      }
      lines.addAll(uops.lines());
      lines.add("  " + TITLES.get(3));
      statements(row.bytecode(), columns - 4).forEach(b -> lines.add("    " + b));
    }
    return lines;
  }

  private static List<String> statements(List<String> bytecode, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String instruction : bytecode) {
      if (!line.isEmpty() && line.length() + "; ;".length() + instruction.length() > width) {
        lines.add(line + ";");
        line = new StringBuilder("  ");
      } else if (!line.isEmpty()) {
        line.append("; ");
      }
      line.append(instruction);
      if (ENDS_STATEMENT.matcher(instruction).matches()) {
        lines.add(line.toString());
        line = new StringBuilder();
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String listing(Stages.Row row) {
    return Long.toHexString(row.code().address()) + ": " + row.code().insn().insn().insn();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }
}
