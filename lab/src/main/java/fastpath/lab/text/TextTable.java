package fastpath.lab.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A table whose columns are as wide as their widest cell, two spaces apart. The first column is
 * aligned left; the other columns are aligned right unless stated otherwise. A row may have fewer
 * cells than there are columns.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>(List.of(0));

  /** Aligns a column left; the index of the first column is 0. */
  public TextTable left(int column) {
    left.add(column);
    return this;
  }

  public TextTable row(Object... cells) {
    return row(List.of(cells));
  }

  public TextTable row(List<?> cells) {
    rows.add(cells.stream().map(Object::toString).toList());
    return this;
  }

  /** Returns the text of a figure: a dash if the figure is not known. */
  public static Object known(OptionalLong figure) {
    return figure.isPresent() ? (Object) figure.getAsLong() : "-";
  }

  /** Returns the lines of the table, one per row, without trailing blanks. */
  public List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String blanks = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP);
        line.append(left.contains(column) ? cell + blanks : blanks + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }
}
