package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
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
record HostTable(Grid grid, String compiler) implements Exhibit {
  private static final int GAP = 2;

  @Override
  public List<String> lines(int columns) {
    List<List<String>> blocks = grid.hosts().stream().map(this::block).toList();
    int width = blocks.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(1);
    int abreast = Math.max(1, (columns + GAP) / (width + GAP));
    List<String> lines = new ArrayList<>();
    for (int first = 0; first < blocks.size(); first += abreast) {
      List<List<String>> row = blocks.subList(first, Math.min(blocks.size(), first + abreast));
      lines.addAll(sideBySide(row, width));
      lines.add("");
    }
    return lines;
  }

  private static List<String> sideBySide(List<List<String>> blocks, int width) {
    int height = blocks.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      for (int b = 0; b < blocks.size(); b++) {
        line.append(" ".repeat(b * (width + GAP) - line.length()));
        line.append(i < blocks.get(b).size() ? blocks.get(b).get(i) : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private List<String> block(Host host) {
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

  private void row(TextTable table, Host host, String name, Function<Measurement, Object> value) {
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
