package fastpath.lab.table;

import fastpath.lab.text.Paragraph;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Finding;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A claim with the result of evaluating it.
 *
 * @param overlay name of the overlay under which the claim was evaluated; null for none
 */
public record Reproduction(Claim claim, String overlay, Finding finding) {

  /**
   * Returns the text that introduces the claim before the claim is evaluated, followed by an empty
   * line.
   */
  public static List<String> introduction(Claim claim, String overlay, int columns) {
    List<String> lines = new ArrayList<>();
    lines.add("Claim " + claim.name() + " (\"" + claim.section() + "\")" + under(overlay));
    lines.addAll(Paragraph.wrap(claim.statement(), columns, "  ", "  "));
    lines.add("");
    return lines;
  }

  /** True if the claim and each of its criteria have the expected verdict, and nothing failed. */
  public boolean asExpected() {
    return finding.verdict() == claim.expected()
        && finding.surprises().isEmpty()
        && finding.problems().isEmpty();
  }

  /**
   * Returns the result as lines for a terminal.
   *
   * @param figures true to show all tables, false to show the conclusion, the scoreboard and the
   *     verdict only
   */
  public List<String> lines(int columns, boolean figures) {
    List<String> lines = new ArrayList<>();
    if (figures) {
      finding.figures().forEach(figure -> lines.addAll(figure.lines(columns)));
    }
    paragraph(finding.conclusion(), columns, lines);
    lines.addAll(new Scoreboard(finding.criteria()).lines(columns));
    if (!finding.problems().isEmpty()) {
      lines.add("Cases that are incomplete or not verified; the verdict is about the others:");
      finding.problems().forEach(problem -> lines.add("  " + problem));
      lines.add("");
    }
    if (!finding.surprises().isEmpty()) {
      lines.add("Otherwise than expected:");
      finding
          .surprises()
          .forEach(line -> lines.addAll(Paragraph.wrap(line, columns, "  ", "    ")));
      lines.add("");
    }
    paragraph(claim.note().isEmpty() ? "" : "Note: " + claim.note(), columns, lines);
    lines.add(
        "Verdict on " + claim.name() + under(overlay) + ": " + finding.verdict() + reservation());
    return lines;
  }

  private static String under(String overlay) {
    return overlay == null ? "" : " under overlay " + overlay;
  }

  /** Returns a reservation about the verdict, in parentheses; empty if the verdict needs none. */
  private String reservation() {
    if (finding.verdict() != claim.expected()) {
      return " (expected: " + claim.expected() + ")";
    }
    if (!finding.problems().isEmpty()) {
      return " (incomplete)";
    }
    return finding.surprises().isEmpty() ? "" : " (but not as expected in every criterion)";
  }

  /** Appends a paragraph and an empty line; appends nothing for an empty text. */
  private static void paragraph(String text, int columns, List<String> lines) {
    if (!text.isEmpty()) {
      lines.addAll(Paragraph.wrap(text, columns, "", ""));
      lines.add("");
    }
  }

  /** Returns the claim's entry in {@code reproduce --json}. */
  public Map<String, Object> json() {
    return json(finding.measurements().stream().map(Measurement::json).toList());
  }

  /**
   * Returns the claim's entry in {@code reproduce --json}.
   *
   * @param measurements the documents of the finding's measurements
   */
  public Map<String, Object> json(List<Map<String, Object>> measurements) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("claim", claim.name());
    document.put("overlay", overlay);
    document.put("section", claim.section());
    document.put("statement", claim.statement());
    document.put("note", claim.note());
    document.put("verdict", finding.verdict());
    document.put("expected", claim.expected());
    document.put("verdicts", finding.verdicts());
    document.put("evidence", evidence());
    document.put("measurements", measurements);
    document.put("problems", finding.problems());
    return document;
  }

  private List<Map<String, Object>> evidence() {
    List<Map<String, Object>> evidence = new ArrayList<>();
    finding
        .criteria()
        .forEach((compiler, all) -> all.forEach(c -> evidence.add(CriterionJson.of(c, compiler))));
    return evidence;
  }
}
