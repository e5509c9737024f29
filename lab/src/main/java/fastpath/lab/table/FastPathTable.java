package fastpath.lab.table;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Blocks;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.LeafClass;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The measurements of one compiler: a block for each host, a column for each variant. Blocks stand
 * side by side where the width allows it.
 */
record FastPathTable(Grid grid, String compiler) implements Exhibit {
  @Override
  public List<String> lines(int columns) {
    return Blocks.abreast(grid.hosts().stream().map(this::block).toList(), columns);
  }

  private List<String> block(FastPath host) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    grid.presets().forEach(preset -> head.add(preset.shortName()));
    table.row(head);
    row(table, host, "in code", m -> abbreviation(m.leafInCode()));
    row(table, host, "pushes", m -> m.counters().pushes());
    row(table, host, "stack bytes", m -> m.counters().stackBytes());
    row(table, host, "instructions", m -> m.counters().instructions());
    row(table, host, "loads+stores", Measurement::memoryAccesses);
    row(table, host, "code bytes", Measurement::codeBytes);
    List<String> lines = new ArrayList<>(List.of(host.title()));
    lines.addAll(table.lines());
    return lines;
  }

  private void row(
      TextTable table, FastPath host, String name, Function<Measurement, Object> value) {
    List<Object> cells = new ArrayList<>(List.of(name));
    for (Preset preset : grid.presets()) {
      Optional<Measurement> measured = grid.at(host, preset.shortName(), compiler);
      cells.add(measured.map(value).orElse("?"));
    }
    table.row(cells);
  }

  private static String abbreviation(LeafClass leafClass) {
    return switch (leafClass) {
      case LEAF -> "leaf";
      case ASM_CALL_ONLY -> "asm";
      case TAIL_JUMP -> "jump";
      case CALLS -> "call";
    };
  }
}
