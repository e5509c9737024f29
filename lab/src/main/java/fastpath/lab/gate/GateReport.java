package fastpath.lab.gate;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import com.google.common.xml.XmlEscapers;
import java.util.ArrayList;
import java.util.List;

/** Results in the forms that people and CI systems read. */
public final class GateReport {
  private static final Escaper XML = XmlEscapers.xmlAttributeEscaper();

  private GateReport() {}

  /** A line for each result that fails, one for each row that is gone, and the sum. */
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

  /** A table of GitHub's Markdown. */
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

  /** A cell's text: neither bars nor tags of HTML are taken for such. */
  public static String cell(String text) {
    return HtmlEscapers.htmlEscaper().escape(text).replace("|", "\\|");
  }

  private static String figure(Long count) {
    return count == null ? "-" : count.toString();
  }

  /**
   * Workflow commands of GitHub: an error for each result that fails and for each problem, and a
   * notice of the sum.
   *
   * @param problems why rows could not be measured, a line each
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
   * A test suite of JUnit's XML: a test case for each result, and one with an error for each
   * problem.
   *
   * @param problems why rows could not be measured, a line each
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
