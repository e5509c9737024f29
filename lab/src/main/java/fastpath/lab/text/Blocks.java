package fastpath.lab.text;

import java.util.ArrayList;
import java.util.List;

/** Arranges blocks of lines side by side where the width allows it. */
public final class Blocks {
  private static final int GAP = 2;

  private Blocks() {}

  /**
   * Returns the lines of all blocks at equal width, with an empty line after each row of blocks.
   */
  public static List<String> abreast(List<List<String>> blocks, int columns) {
    int width = blocks.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(1);
    int abreast = Math.max(1, (columns + GAP) / (width + GAP));
    List<String> lines = new ArrayList<>();
    for (int first = 0; first < blocks.size(); first += abreast) {
      lines.addAll(row(blocks.subList(first, Math.min(blocks.size(), first + abreast)), width));
      lines.add("");
    }
    return lines;
  }

  private static List<String> row(List<List<String>> blocks, int width) {
    int height = blocks.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      for (int b = 0; b < blocks.size(); b++) {
        line.append(" ".repeat(b * (width + GAP) - line.length()));
        line.append(i < blocks.get(b).size() ? blocks.get(b).get(i) : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
