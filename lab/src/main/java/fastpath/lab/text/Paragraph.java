package fastpath.lab.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks running text into lines at blanks, and joins lines. */
public final class Paragraph {
  private static final int MOST_READABLE_WIDTH = 100;

  private Paragraph() {}

  /**
   * Returns a text in one line; a blank takes the place of each line break with the blanks at it.
   */
  public static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /**
   * Returns the lines of a text; a line has at most {@code columns} characters unless a single word
   * is longer.
   *
   * @param first the prefix of the first line
   * @param rest the prefix of every other line
   */
  public static List<String> wrap(String text, int columns, String first, String rest) {
    int width = Math.min(columns, MOST_READABLE_WIDTH);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
