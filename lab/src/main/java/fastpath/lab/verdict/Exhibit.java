package fastpath.lab.verdict;

import fastpath.kernelsrc.Era;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Paragraph;
import java.util.List;

/** A part of a report, which is formatted for a width in columns. */
@FunctionalInterface
public interface Exhibit {
  List<String> lines(int columns);

  /** Returns a paragraph of running text. */
  static Exhibit text(String text) {
    return columns -> Paragraph.wrap(text, columns, "", "");
  }

  /** Returns an item of a list. */
  static Exhibit item(String text) {
    return columns -> Paragraph.wrap(text, columns, "  ", "    ");
  }

  /** Returns an empty line. */
  static Exhibit gap() {
    return columns -> List.of("");
  }

  /**
   * Returns the legend of the presets that the columns of tables stand for. A preset of a kernel
   * that was not released is marked as a what-if.
   */
  static Exhibit legend(List<Preset> presets) {
    int width = presets.stream().mapToInt(p -> p.shortName().length()).max().orElse(0);
    String indent = " ".repeat(width + 3);
    return columns ->
        presets.stream()
            .flatMap(p ->
                Paragraph.wrap(
                    p.name() + ": " + p.title() + kind(p),
                    columns,
                    "  " + p.shortName() + indent.substring(p.shortName().length() + 2),
                    indent)
                    .stream())
            .toList();
  }

  private static String kind(Preset preset) {
    return preset.era().filter(era -> era instanceof Era.WhatIf).isPresent() ? " (what-if)" : "";
  }
}
