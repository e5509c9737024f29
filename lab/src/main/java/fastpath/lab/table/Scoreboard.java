package fastpath.lab.table;

import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Quantifier;
import fastpath.lab.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of the criteria, with the number of cases of each compiler that show them, and the
 * verdict; lists of the cases that differ follow. An empty line follows each part. The criteria of
 * different compilers are matched by their words. A dash stands for a criterion that a compiler
 * does not have.
 *
 * @param criteria the criteria by compiler
 */
public record Scoreboard(Map<String, List<Criterion>> criteria) implements Exhibit {
  private static final int FIGURES = 11;
  private static final int NARROWEST = 20;
  private static final int WIDEST = 76;

  @Override
  public List<String> lines(int columns) {
    int width = Math.clamp(columns - FIGURES * criteria.size(), NARROWEST, WIDEST);
    TextTable table = new TextTable();
    table.row(row("seen in how many cases", criteria.keySet().stream().toList()));
    for (String says : asked()) {
      List<String> words = Paragraph.wrap(says + wanted(says), width, "  ", "    ");
      words.subList(0, words.size() - 1).forEach(table::row);
      table.row(row(words.getLast(), criteria.values().stream().map(c -> shown(says, c)).toList()));
    }
    table.row(
        row(
            "verdict",
            criteria.values().stream().map(Criterion::verdict).map(Verdict::toString).toList()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    asked().forEach(says -> differences(says, differing(says), columns, lines));
    asked().forEach(says -> differences(says, notApplicable(says), columns, lines));
    if (!lines.getLast().isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  /** Returns the quantifier of a criterion in words, or the bounds of its figure. */
  private String wanted(String says) {
    Criterion criterion =
        criteria.values().stream()
            .flatMap(all -> find(says, all).stream())
            .findFirst()
            .orElseThrow();
    String wanted =
        switch (criterion.quantifier()) {
          case ALL -> "all";
          case MOST -> "most";
          case SOME -> "some";
          case FIGURE -> criterion.figure().bounds();
        };
    boolean loose = criterion.expected() != Verdict.CONFIRMED;
    return " (" + wanted + (loose ? "; " + criterion.expected() + " is expected" : "") + ")";
  }

  /**
   * Appends the cases that a criterion differs in or does not apply to, one group of compilers per
   * line.
   */
  private static void differences(
      String says, Map<String, String> differing, int columns, List<String> lines) {
    if (!differing.isEmpty()) {
      lines.addAll(Paragraph.wrap(says + ":", columns, "", "  "));
      differing.forEach((cases, compilers) ->
          lines.addAll(Paragraph.wrap(compilers + ": " + cases, columns, "  ", "    ")));
    }
  }

  /**
   * Returns the cases that show a criterion, or those that do not, with the compilers; empty unless
   * some cases show the criterion and others do not.
   */
  private Map<String, String> differing(String says) {
    Map<String, List<String>> compilers = new LinkedHashMap<>();
    criteria.forEach((compiler, all) ->
        find(says, all)
            .filter(c -> c.quantifier() != Quantifier.FIGURE)
            .filter(c -> c.shown() > 0 && c.shown() < c.applicable().size())
            .ifPresent(
                c -> compilers.computeIfAbsent(cases(c), k -> new ArrayList<>()).add(compiler)));
    return joined(compilers);
  }

  private static Map<String, String> joined(Map<String, List<String>> compilers) {
    return compilers.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> String.join(", ", entry.getValue()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /**
   * Returns the cases that a criterion does not apply to, with the reason, and the compilers of
   * each case.
   */
  private Map<String, String> notApplicable(String says) {
    Map<String, List<String>> compilers = new LinkedHashMap<>();
    criteria.forEach((compiler, all) ->
        find(says, all).stream()
            .flatMap(c -> c.cases().stream())
            .filter(c -> c.answer() instanceof Answer.NotApplicable)
            .forEach(c ->
                compilers
                    .computeIfAbsent(
                        "not applicable to "
                            + c.name()
                            + ": "
                            + ((Answer.NotApplicable) c.answer()).reason(),
                        k -> new ArrayList<>())
                    .add(compiler)));
    return joined(compilers);
  }

  /** Returns the cases that show a criterion, or the cases that do not, whichever are fewer. */
  private static String cases(Criterion criterion) {
    boolean few = 2 * criterion.shown() <= criterion.applicable().size();
    return (few ? "only " : "not ") + String.join(", ", criterion.names(few));
  }

  /**
   * Returns the criteria of all compilers in words, without duplicates, in the order of the
   * compilers' lists.
   */
  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    for (List<Criterion> all : criteria.values()) {
      int next = 0;
      for (Criterion criterion : all) {
        int known = asked.indexOf(criterion.says());
        if (known < 0) {
          asked.add(next++, criterion.says());
        } else {
          next = known + 1;
        }
      }
    }
    return asked;
  }

  private static String shown(String says, List<Criterion> all) {
    return find(says, all).map(Scoreboard::shown).orElse("-");
  }

  private static String shown(Criterion criterion) {
    return criterion.quantifier() == Quantifier.FIGURE
        ? criterion.figure().shown()
        : criterion.shown() + "/" + criterion.applicable().size();
  }

  private static Optional<Criterion> find(String says, List<Criterion> all) {
    return all.stream().filter(criterion -> criterion.says().equals(says)).findFirst();
  }

  private static List<Object> row(String first, List<String> rest) {
    List<Object> row = new ArrayList<>(List.of(first));
    row.addAll(rest);
    return row;
  }
}
