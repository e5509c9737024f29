package fastpath.lab.cli;

import fastpath.emulator.CalledFunction;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.translate.Stages;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A function in the stages of its translation: abreast where there is room, else below each other.
 */
final class StagesText {
  /** What the four columns take. */
  private static final int ABREAST = 150;

  private StagesText() {}

  static List<String> of(Image image, String function, int columns) {
    Machine machine = Machine.create(image, MachineOptions.defaults());
    long address = machine.symbol(function);
    List<Stages.Row> rows =
        Stages.of(machine.memory(), machine.cpu(), address, new CalledFunction(image, address, 0));
    return columns >= ABREAST ? abreast(rows) : stacked(rows);
  }

  private static List<String> abreast(List<Stages.Row> rows) {
    TextTable table = new TextTable().left(1).left(2).left(3);
    table.row("instruction", "micro-ops", "without dead flags", "JVM bytecode");
    for (Stages.Row row : rows) {
      int lines = Math.max(row.uops().size(), Math.max(row.kept().size(), row.bytecode().size()));
      for (int i = 0; i < Math.max(1, lines); i++) {
        table.row(
            i == 0 ? listing(row) : "",
            line(row.uops(), i),
            line(row.kept(), i),
            line(row.bytecode(), i));
      }
    }
    return table.lines();
  }

  private static List<String> stacked(List<Stages.Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Stages.Row row : rows) {
      lines.add(listing(row));
      TextTable uops = new TextTable().left(1);
      uops.row("  micro-ops", "without dead flags");
      for (int i = 0; i < Math.max(row.uops().size(), row.kept().size()); i++) {
        uops.row("    " + line(row.uops(), i), line(row.kept(), i));
      }
      lines.addAll(uops.lines());
      lines.add("  JVM bytecode");
      row.bytecode().forEach(b -> lines.add("    " + b));
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
