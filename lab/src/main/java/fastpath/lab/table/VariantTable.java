package fastpath.lab.table;

import fastpath.lab.text.Blocks;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Cell;
import java.util.ArrayList;
import java.util.List;

/** A table of measurements with a block for each compiler and a line for each variant. */
public record VariantTable(List<CompilerView> views, String caption, List<Column> figures)
    implements Exhibit {

  @Override
  public List<String> lines(int columns) {
    return Blocks.abreast(views.stream().map(this::block).toList(), columns);
  }

  private List<String> block(CompilerView view) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    figures.forEach(figure -> head.add(figure.head()));
    table.row(head);
    for (String variant : view.variants()) {
      List<Cell> fastPaths = view.cells(variant);
      List<Object> row = new ArrayList<>(List.of("  " + variant));
      figures.forEach(figure -> row.add(fastPaths.isEmpty() ? "?" : figure.value().of(fastPaths)));
      table.row(row);
    }
    List<String> lines = new ArrayList<>(List.of(view.compiler() + caption));
    lines.addAll(table.lines());
    return lines;
  }
}
