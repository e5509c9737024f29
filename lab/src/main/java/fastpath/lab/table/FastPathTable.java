package fastpath.lab.table;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Blocks;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.LeafClass;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A table of one compiler's measurements, with a block for each fast path and a column for each
 * variant. Blocks stand side by side where the width allows it.
 */
record FastPathTable(Grid grid, String compiler) implements Exhibit {
  @Override
  public List<String> lines(int columns) {
    return Blocks.abreast(grid.fastPaths().stream().map(this::block).toList(), columns);
  }

  private List<String> block(FastPath fastPath) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    grid.presets().forEach(preset -> head.add(preset.shortName()));
    table.row(head);
    row(table, fastPath, "in code", m -> abbreviation(m.leafInCode()));
    row(table, fastPath, "pushes", m -> TextTable.known(m.counters().pushes()));
    row(table, fastPath, "stack bytes", m -> m.counters().stackBytes());
    row(table, fastPath, "instructions", m -> m.counters().instructions());
    row(table, fastPath, "loads+stores", Measurement::memoryAccesses);
    row(table, fastPath, "code bytes", Measurement::codeBytes);
    List<String> lines = new ArrayList<>(List.of(fastPath.title()));
    lines.addAll(table.lines());
    int width = table.lines().getFirst().length();
    lines.addAll(Paragraph.wrap("calls " + callees(fastPath), width, "", "  "));
    return lines;
  }

  /** The functions that a fast path calls or jumps to, each with the variants of which it does. */
  private String callees(FastPath fastPath) {
    Map<String, Set<String>> variants = new LinkedHashMap<>();
    for (Preset preset : grid.presets()) {
      grid.at(fastPath, preset.shortName(), compiler).stream()
          .flatMap(m -> m.callees().stream())
          .map(c -> c.symbol() == null ? "a computed target" : c.symbol())
          .forEach(name ->
              variants.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(preset.shortName()));
    }
    List<String> callees = new ArrayList<>();
    variants.forEach((name, in) ->
        callees.add(
            in.size() == grid.presets().size() ? name : name + " in " + String.join(" ", in)));
    return callees.isEmpty() ? "nothing" : String.join("; ", callees);
  }

  private void row(
      TextTable table, FastPath fastPath, String name, Function<Measurement, Object> value) {
    List<Object> cells = new ArrayList<>(List.of(name));
    for (Preset preset : grid.presets()) {
      Optional<Measurement> measured = grid.at(fastPath, preset.shortName(), compiler);
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
