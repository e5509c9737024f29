package fastpath.lab.claim;

import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must be seen, how often each compiler's code shows it, and what follows; then the cases that
 * differ; an empty line after either.
 *
 * @param criteria of each compiler, the same ones in the same order
 */
record Scoreboard(Map<String, List<Criterion>> criteria) implements Exhibit {
  private static final int FIGURES = 11;
  private static final int NARROWEST = 20;
  private static final int WIDEST = 76;

  @Override
  public List<String> lines(int columns) {
    int width = Math.clamp(columns - FIGURES * criteria.size(), NARROWEST, WIDEST);
    TextTable table = new TextTable();
    table.row(row("seen in how many cases", criteria.keySet().stream().toList()));
    for (int i = 0; i < count(); i++) {
      List<String> says = Paragraph.wrap(at(i).getFirst().says(), width, "  ", "    ");
      says.subList(0, says.size() - 1).forEach(table::row);
      table.row(
          row(
              says.getLast(),
              at(i).stream().map(c -> c.shown() + "/" + c.cases().size()).toList()));
    }
    table.row(
        row(
            "verdict",
            criteria.values().stream().map(Criterion::verdict).map(Verdict::toString).toList()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    for (int i = 0; i < count(); i++) {
      differences(at(i).getFirst().says(), differing(i), columns, lines);
    }
    if (!lines.getLast().isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  /** Where some cases show a criterion and some do not, they are named. */
  private static void differences(
      String says, Map<String, String> differing, int columns, List<String> lines) {
    if (!differing.isEmpty()) {
      lines.addAll(Paragraph.wrap(says + ":", columns, "", "  "));
      differing.forEach(
          (cases, compilers) ->
              lines.addAll(Paragraph.wrap(compilers + ": " + cases, columns, "  ", "    ")));
    }
  }

  /** The cases that show a criterion, or those that do not, and for which compilers. */
  private Map<String, String> differing(int index) {
    Map<String, List<String>> compilers = new LinkedHashMap<>();
    criteria.forEach(
        (compiler, all) -> {
          Criterion criterion = all.get(index);
          long shown = criterion.shown();
          if (shown > 0 && shown < criterion.cases().size()) {
            boolean few = 2 * shown <= criterion.cases().size();
            String cases = (few ? "only " : "not ") + String.join(", ", criterion.names(few));
            compilers.computeIfAbsent(cases, key -> new ArrayList<>()).add(compiler);
          }
        });
    return compilers.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> String.join(", ", entry.getValue()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private int count() {
    return criteria.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private List<Criterion> at(int index) {
    return criteria.values().stream().map(all -> all.get(index)).toList();
  }

  private static List<Object> row(String first, List<String> rest) {
    List<Object> row = new ArrayList<>(List.of(first));
    row.addAll(rest);
    return row;
  }
}
