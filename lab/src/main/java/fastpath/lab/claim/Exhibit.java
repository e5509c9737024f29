package fastpath.lab.claim;

import fastpath.lab.text.Paragraph;
import java.util.List;

/** A piece of a report, set for a width. */
@FunctionalInterface
public interface Exhibit {
  List<String> lines(int columns);

  /** Running text. */
  static Exhibit text(String text) {
    return columns -> Paragraph.wrap(text, columns, "");
  }

  /** An item of a list. */
  static Exhibit item(String text) {
    return columns -> Paragraph.wrap("  " + text, columns, "    ");
  }

  /** An empty line. */
  static Exhibit gap() {
    return columns -> List.of("");
  }
}
