package fastpath.lab.text;

import java.util.ArrayList;
import java.util.List;

/** Running text, broken at blanks. */
public final class Paragraph {
  private static final int MOST_READABLE_WIDTH = 100;

  private Paragraph() {}

  /**
   * The text in lines no longer than {@code columns} where its words allow it.
   *
   * @param indent what every line after the first begins with
   */
  public static List<String> wrap(String text, int columns, String indent) {
    int width = Math.min(columns, MOST_READABLE_WIDTH);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > width && !line.toString().isBlank()) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
