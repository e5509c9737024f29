package fastpath.lab.compare;

import fastpath.lab.text.Color;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.PathListing.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A comparison as text: the instructions of both paths, followed by the differences by cause. A
 * mark shows how an instruction differs: {@code -} if only the first path has it, {@code +} if only
 * the second has it, {@code ~} if its form or its execution count differs.
 */
public final class ComparisonText {
  /** Terminal width, in columns, from which the two paths are printed side by side. */
  private static final int WIDE = 140;

  private ComparisonText() {}

  /** The mark of a row, which is its colour too. */
  private enum Mark {
    SAME("", Color.NONE),
    FIRST_ALONE("-", Color.RED),
    SECOND_ALONE("+", Color.GREEN),
    CHANGED("~", Color.YELLOW);

    private final String text;
    private final Color color;

    Mark(String text, Color color) {
      this.text = text;
      this.color = color;
    }

    static Mark of(Pair pair) {
      if (pair.first() == null) {
        return SECOND_ALONE;
      }
      if (pair.second() == null) {
        return FIRST_ALONE;
      }
      return pair.isSame() ? SAME : CHANGED;
    }
  }

  /** A table with a mark for each of its rows below the head. */
  private record Marked(TextTable table, List<Mark> marks) {
    void row(Mark mark, Object... cells) {
      marks.add(mark);
      table.row(cells);
    }

    List<String> lines(boolean colored) {
      List<String> lines = table.lines();
      return colored
          ? IntStream.range(0, lines.size())
              .mapToObj(i -> i == 0 ? lines.get(i) : marks.get(i - 1).color.of(lines.get(i)))
              .toList()
          : lines;
    }
  }

  /**
   * Returns the lines for a terminal of the given width in columns.
   *
   * @param colored whether instructions that differ are coloured
   */
  public static List<String> lines(PathComparison comparison, int columns, boolean colored) {
    List<String> lines = new ArrayList<>();
    Marked pairs = columns < WIDE ? narrow(comparison.pairs()) : wide(comparison.pairs());
    lines.addAll(pairs.lines(colored));
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

  private static Marked narrow(List<Pair> pairs) {
    TextTable table = new TextTable().left(3).left(4);
    table.row("", "first", "second", "role", "instruction");
    Marked marked = new Marked(table, new ArrayList<>());
    for (Pair pair : pairs) {
      Mark mark = Mark.of(pair);
      Line first = pair.first();
      Line second = pair.second();
      if (first != null
          && second != null
          && !Pair.operation(first).equals(Pair.operation(second))) {
        marked.row(mark, mark.text, first.count(), "", first.label().text(), first.text());
        marked.row(mark, mark.text, "", second.count(), second.label().text(), second.text());
      } else {
        Line line = first == null ? second : first;
        marked.row(mark, mark.text, count(first), count(second), line.label().text(), line.text());
      }
    }
    return marked;
  }

  private static Marked wide(List<Pair> pairs) {
    TextTable table = new TextTable().left(1).left(4).left(5);
    table.row("first", "", "", "second", "", "role");
    Marked marked = new Marked(table, new ArrayList<>());
    for (Pair pair : pairs) {
      Mark mark = Mark.of(pair);
      Line first = pair.first();
      Line second = pair.second();
      marked.row(
          mark,
          count(first),
          first == null ? "" : first.text(),
          mark.text,
          count(second),
          second == null ? "" : second.text(),
          (first == null ? second : first).label().text());
    }
    return marked;
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
