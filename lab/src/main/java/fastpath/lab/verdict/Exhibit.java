package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Paragraph;
import java.util.List;

/** A piece of a report, set for a width. */
@FunctionalInterface
public interface Exhibit {
  List<String> lines(int columns);

  /** Running text. */
  static Exhibit text(String text) {
    return columns -> Paragraph.wrap(text, columns, "", "");
  }

  /** An item of a list. */
  static Exhibit item(String text) {
    return columns -> Paragraph.wrap(text, columns, "  ", "    ");
  }

  /** An empty line. */
  static Exhibit gap() {
    return columns -> List.of("");
  }

  /** What the columns of tables stand for. */
  static Exhibit legend(List<Preset> presets) {
    return columns ->
        presets.stream()
            .flatMap(
                p ->
                    Paragraph.wrap(
                        p.name() + ": " + p.title(),
                        columns,
                        String.format("  %-4s ", p.shortName()),
                        " ".repeat(7))
                        .stream())
            .toList();
  }
}
