package fastpath.lab.compare;

import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.PathListing.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison as text: the instructions of both paths, followed by the differences by cause. A
 * mark shows how an instruction differs: {@code -} if only the first path has it, {@code +} if only
 * the second has it, {@code ~} if its form or its execution count differs.
 */
public final class ComparisonText {
  /** Terminal width, in columns, from which the two paths are printed side by side. */
  private static final int WIDE = 140;

  private ComparisonText() {}

  /** Returns the lines for a terminal of the given width in columns. */
  public static List<String> lines(PathComparison comparison, int columns) {
    List<String> lines = new ArrayList<>();
    lines.addAll(columns < WIDE ? narrow(comparison.pairs()) : wide(comparison.pairs()));
    lines.add("");
    lines.addAll(table(comparison.differences()));
    for (Difference d : comparison.differences()) {
      if (!d.at().isEmpty()) {
        lines.add("");
        lines.add(d.cause() + ":");
        d.at().forEach(at -> lines.addAll(Paragraph.wrap(at, columns, "  ", "    ")));
      }
    }
    return lines;
  }

  private static List<String> narrow(List<Pair> pairs) {
    TextTable table = new TextTable().left(3).left(4);
    table.row("", "first", "second", "role", "instruction");
    for (Pair pair : pairs) {
      Line first = pair.first();
      Line second = pair.second();
      if (first != null
          && second != null
          && !Pair.operation(first).equals(Pair.operation(second))) {
        table.row("~", first.count(), "", first.label().text(), first.text());
        table.row("~", "", second.count(), second.label().text(), second.text());
      } else {
        Line line = first == null ? second : first;
        table.row(mark(pair), count(first), count(second), line.label().text(), line.text());
      }
    }
    return table.lines();
  }

  private static List<String> wide(List<Pair> pairs) {
    TextTable table = new TextTable().left(1).left(4).left(5);
    table.row("first", "", "", "second", "", "role");
    for (Pair pair : pairs) {
      Line first = pair.first();
      Line second = pair.second();
      table.row(
          count(first),
          first == null ? "" : first.text(),
          mark(pair),
          count(second),
          second == null ? "" : second.text(),
          (first == null ? second : first).label().text());
    }
    return table.lines();
  }

  private static String mark(Pair pair) {
    if (pair.first() == null) {
      return "+";
    }
    if (pair.second() == null) {
      return "-";
    }
    return pair.isSame() ? "" : "~";
  }

  private static Object count(Line line) {
    return line == null ? "" : (Object) line.count();
  }

  private static List<String> table(List<Difference> differences) {
    TextTable table = new TextTable();
    table.row("the second against the first", "instr", "pushes", "stack");
    for (Difference d : differences) {
      table.row(
          "  " + d.cause(),
          signed(d.instructions()),
          d.pushes().isPresent() ? signed(d.pushes().getAsLong()) : "-",
          signed(d.stackBytes()));
    }
    boolean known = differences.stream().allMatch(d -> d.pushes().isPresent());
    table.row(
        "  sum",
        signed(differences.stream().mapToLong(Difference::instructions).sum()),
        known ? signed(differences.stream().mapToLong(d -> d.pushes().getAsLong()).sum()) : "-",
        signed(differences.stream().mapToLong(Difference::stackBytes).sum()));
    return table.lines();
  }

  private static String signed(long n) {
    return n > 0 ? "+" + n : Long.toString(n);
  }
}
