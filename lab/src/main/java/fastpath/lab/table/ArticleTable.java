package fastpath.lab.table;

import fastpath.lab.text.Paragraph;
import fastpath.lab.verdict.ArticleStatement;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of the article's statements, in the article's order, each with its verdict or with the
 * reason why no criterion decides the statement.
 *
 * @param reproductions the results of claims; a statement whose claim has no result has no verdict
 */
public record ArticleTable(List<ArticleStatement> statements, List<Reproduction> reproductions) {

  /**
   * A row of the table: a statement with its result.
   *
   * @param criterion the criterion in words; null if no criterion decides the statement or the
   *     claim was not evaluated
   * @param verdict the verdict of all compilers; null in the same cases as the criterion
   */
  private record Row(ArticleStatement statement, String claim, String criterion, Verdict verdict) {}

  /** Returns the table as lines for a terminal. */
  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>();
    String section = "";
    int number = 0;
    for (Row row : rows()) {
      if (!row.statement.section().equals(section)) {
        section = row.statement.section();
        lines.add((number == 0 ? "" : "\n") + section);
      }
      number++;
      lines.addAll(
          Paragraph.wrap(
              row.statement.says(), columns, String.format("  %2d. ", number), "      "));
      lines.addAll(Paragraph.wrap(says(row), columns, "      ", "        "));
    }
    lines.add("");
    lines.addAll(Paragraph.wrap(summary(), columns, "", ""));
    return lines;
  }

  private static String says(Row row) {
    return switch (row.statement.answer()) {
      case ArticleStatement.Decided decided ->
          (row.verdict == null ? "-" : row.verdict)
              + ": "
              + decided.claim()
              + (row.criterion == null ? "" : ": " + row.criterion);
      case ArticleStatement.Untested untested -> "not tested: " + untested.reason();
    };
  }

  private String summary() {
    List<Row> rows = rows();
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      parts.add(rows.stream().filter(row -> row.verdict == verdict).count() + " " + verdict);
    }
    long open = rows.stream().filter(row -> row.verdict == null).count();
    return rows.size() + " statements: " + String.join(", ", parts) + ", " + open + " not tested.";
  }

  /** Returns the document of {@code reproduce --article --json}. */
  public List<Map<String, Object>> json() {
    return rows().stream().map(ArticleTable::json).toList();
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("statement", row.statement.says());
    document.put("section", row.statement.section());
    document.put("claim", row.claim);
    document.put("criterion", row.criterion);
    document.put("verdict", row.verdict);
    document.put(
        "reason",
        switch (row.statement.answer()) {
          case ArticleStatement.Decided decided -> null;
          case ArticleStatement.Untested untested -> untested.reason();
        });
    return document;
  }

  private List<Row> rows() {
    return statements.stream().map(this::row).toList();
  }

  private Row row(ArticleStatement statement) {
    return switch (statement.answer()) {
      case ArticleStatement.Decided decided -> {
        List<Criterion> criteria = criteria(decided).toList();
        yield new Row(
            statement,
            decided.claim(),
            criteria.isEmpty() ? null : criteria.getFirst().says(),
            criteria.isEmpty() ? null : Criterion.verdict(criteria));
      }
      case ArticleStatement.Untested untested -> new Row(statement, null, null, null);
    };
  }

  /**
   * Returns the criterion that decides a statement, once for each compiler; empty if the claim was
   * not evaluated.
   */
  private Stream<Criterion> criteria(ArticleStatement.Decided decided) {
    Optional<Reproduction> reproduction =
        reproductions.stream().filter(r -> r.claim().name().equals(decided.claim())).findFirst();
    return reproduction.stream()
        .flatMap(r -> r.finding().criteria().values().stream())
        .flatMap(List::stream)
        .filter(criterion -> criterion.says().contains(decided.criterion()));
  }
}
