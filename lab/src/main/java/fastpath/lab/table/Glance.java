package fastpath.lab.table;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with a row for each fast path and a column for each variant. A cell has one letter for
 * each compiler, which shows whether the fast path is a leaf and has a frame.
 */
record Glance(Grid grid) implements Exhibit {

  static final String KEY =
      ". no call, no frame; f frame, no call; a calls only in inline asm; j leaves by a tail"
          + " jump; c call in the code, no frame on this path; F call in the code, frame on this path";

  @Override
  public List<String> lines(int columns) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    grid.presets().forEach(preset -> head.add(preset.shortName()));
    table.row(head);
    for (FastPath fastPath : grid.fastPaths()) {
      List<Object> row = new ArrayList<>(List.of("  " + fastPath.name()));
      for (Preset preset : grid.presets()) {
        row.add(
            grid.compilers().stream()
                .map(c -> grid.at(fastPath, preset.shortName(), c).map(Glance::letter).orElse("?"))
                .collect(Collectors.joining()));
      }
      table.row(row);
    }
    return table.lines();
  }

  private static String letter(Measurement m) {
    return switch (m.leafInCode()) {
      case LEAF -> m.framed() ? "f" : ".";
      case ASM_CALL_ONLY -> m.framed() ? "f" : "a";
      case TAIL_JUMP -> m.framed() ? "F" : "j";
      case CALLS -> m.framed() ? "F" : "c";
    };
  }
}
