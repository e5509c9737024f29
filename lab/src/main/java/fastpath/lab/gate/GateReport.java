package fastpath.lab.gate;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import com.google.common.xml.XmlEscapers;
import java.util.ArrayList;
import java.util.List;

/** Formats the results of a gate for people and for CI systems. */
public final class GateReport {
  private static final Escaper XML = XmlEscapers.xmlAttributeEscaper();

  private GateReport() {}

  /**
   * Returns a line for each result that fails, a line for each row that was not measured, and a
   * line with the totals.
   */
  public static List<String> text(Gate gate) {
    List<String> lines = new ArrayList<>();
    gate.results().stream().filter(LimitResult::fails).map(LimitResult::text).forEach(lines::add);
    gate.gone().forEach(row -> lines.add(row.text() + ": in the baseline, and not measured now"));
    lines.add(sum(gate));
    return lines;
  }

  private static String sum(Gate gate) {
    long over = gate.results().stream().filter(LimitResult::fails).count();
    return "%d of %d limits hold".formatted(gate.results().size() - over, gate.results().size());
  }

  /** Returns a table in GitHub's Markdown. */
  public static List<String> markdown(Gate gate) {
    List<String> lines = new ArrayList<>();
    lines.add("| row | counter | before | now | limit | | cause |");
    lines.add("| --- | --- | ---: | ---: | ---: | --- | --- |");
    for (LimitResult f : gate.results()) {
      lines.add(
          "| %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  cell(f.row().text()),
                  f.limit().counter(),
                  figure(f.before()),
                  figure(f.after()),
                  f.limit().text(),
                  f.fails() ? "**" + f.outcome().text() + "**" : f.outcome().text(),
                  cell(f.cause())));
    }
    gate.gone()
        .forEach(row -> lines.add("| " + cell(row.text()) + " | | | | | not measured now | |"));
    return lines;
  }

  /** Returns the text of a table cell, with vertical bars and HTML characters escaped. */
  public static String cell(String text) {
    return HtmlEscapers.htmlEscaper().escape(text).replace("|", "\\|");
  }

  private static String figure(Long count) {
    return count == null ? "-" : count.toString();
  }

  /**
   * Returns GitHub workflow commands: an error for each result that fails and each problem, a
   * warning for each row that was not measured, and a notice with the totals.
   *
   * @param problems reasons why rows could not be measured, one line each
   */
  public static List<String> github(Gate gate, List<String> problems) {
    List<String> lines = new ArrayList<>();
    problems.forEach(problem -> lines.add("::error title=fastpath::" + message(problem)));
    for (LimitResult f : gate.results()) {
      if (f.fails()) {
        lines.add("::error title=" + property(f.row().text()) + "::" + message(f.text()));
      }
    }
    for (RowKey row : gate.gone()) {
      lines.add(
          "::warning title=" + property(row.text()) + "::in the baseline, and not measured now");
    }
    lines.add("::notice title=fastpath::" + sum(gate));
    return lines;
  }

  private static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * Returns a test suite in JUnit's XML format: a test case for each result, and a test case with
   * an error for each problem.
   *
   * @param problems reasons why rows could not be measured, one line each
   */
  public static List<String> junit(Gate gate, List<String> problems) {
    List<String> lines = new ArrayList<>();
    long failures = gate.results().stream().filter(LimitResult::fails).count();
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add(
        "<testsuite name=\"fastpath\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\">"
            .formatted(gate.results().size() + problems.size(), failures, problems.size()));
    for (String problem : problems) {
      lines.add("  <testcase classname=\"fastpath\" name=\"a row that was not measured\">");
      lines.add("    <error message=\"%s\"/>".formatted(XML.escape(problem)));
      lines.add("  </testcase>");
    }
    for (LimitResult f : gate.results()) {
      String open =
          "  <testcase classname=\"%s\" name=\"%s\""
              .formatted(
                  XML.escape(f.row().text()),
                  XML.escape(f.limit().counter() + " " + f.limit().text()));
      if (f.fails()) {
        lines.add(open + ">");
        lines.add("    <failure message=\"%s\"/>".formatted(XML.escape(f.text())));
        lines.add("  </testcase>");
      } else {
        lines.add(open + "/>");
      }
    }
    lines.add("</testsuite>");
    return lines;
  }
}
