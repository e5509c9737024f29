package fastpath.lab.litmus;

import fastpath.lab.litmus.LitmusTest.Column;
import fastpath.lab.litmus.LitmusTest.Line;
import fastpath.lab.litmus.LitmusTest.RegisterValue;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses tests in herd's X86 and X86_64 formats. */
public final class LitmusParser {
  private static final int MOST_CPUS = 8;
  private static final int LARGEST = 1 << 20;

  /**
   * Matches the head of a test: the architecture, the name, a name for TeX, and a description in
   * quotes.
   */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\s*(\\S+)[ \\t]+([^\\s(\"{;]+)[^\\n\"{]*(?:\\n?[ \\t\\r]*\"[^\"]*\")?[^\\n{]*");

  private static final Pattern END =
      Pattern.compile("\\s*((exists|forall|final|locations|filter|not)\\b(?!\\s*:)|~)");
  private static final Pattern LABEL = Pattern.compile("\\s*([A-Za-z_][\\w.]*)\\s*:");
  private static final Value ZERO = new Value.Number(0, "0");

  private final String file;
  private final String text;
  private final TestNotes notes;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<RegisterValue> registers = new ArrayList<>();
  private int at;

  /** An offset whose line is known; lines are counted from this offset. */
  private int counted;

  private int lines = 1;

  private LitmusParser(String file, String text, TestNotes notes) {
    this.file = file;
    this.text = text;
    this.notes = notes;
  }

  /**
   * Parses a test.
   *
   * @throws LitmusException with the file, the line and what was expected, if the text is not a
   *     test
   */
  public static LitmusTest parse(String file, String text) {
    if (text.length() > LARGEST) {
      throw new LitmusException(file, 1, "expected at most " + LARGEST + " characters");
    }
    return new LitmusParser(file, Comments.blanked(file, text, 1), TestNotes.of(file, text)).test();
  }

  private LitmusTest test() {
    Matcher header = HEADER.matcher(text);
    if (!header.lookingAt() || !header.group(1).matches("(?i)X86(_64)?")) {
      throw error(
          blank(text),
          "expected X86 or X86_64 and the test's name, found " + Quoted.start(text.strip()));
    }
    boolean att = header.group(1).length() > 3;
    at = header.end();
    int open = open();
    int close = close(open);
    at = afterSemicolon(close + 1);
    List<List<Line>> rows = rows();
    if (rows.isEmpty()) {
      throw error(at, "expected the row P0 | P1 ... ;");
    }
    int cpus = cpus(rows.getFirst());
    new InitParser(
            new Tokens(file, text.substring(open + 1, close), line(open)),
            cpus,
            variables,
            registers)
        .run();
    Syntax syntax = att ? new AttSyntax() : new IntelSyntax(variables);
    List<Column> columns = columns(rows, cpus, syntax);
    Names names = new Names(cpus, "a variable that the test has", variables);
    Question question =
        new ConditionParser(new Tokens(file, condition(), line(at)), names).question();
    return new LitmusTest(
        file, header.group(2).strip(), variables, registers, columns, question, notes);
  }

  /** Returns the text of the condition, without directions to herd that may follow it. */
  private String condition() {
    int end = text.indexOf("<<", at);
    return text.substring(at, end < 0 ? text.length() : end);
  }

  /** Returns the index at which the rows begin. herd allows a semicolon after the first values. */
  private int afterSemicolon(int from) {
    int next = from + blank(text.substring(from));
    return next < text.length() && text.charAt(next) == ';' ? next + 1 : from;
  }

  private void declare(String name) {
    variables.putIfAbsent(name, new Variable(name, null, List.of(ZERO)));
  }

  /** Returns the line number of an offset, counted from the last offset that was asked for. */
  private int line(int offset) {
    if (offset < counted) {
      counted = 0;
      lines = 1;
    }
    for (; counted < offset; counted++) {
      lines += text.charAt(counted) == '\n' ? 1 : 0;
    }
    return lines;
  }

  private boolean isBlankFrom(int offset) {
    int i = offset;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i == text.length();
  }

  private LitmusException error(int offset, String message) {
    return new LitmusException(file, line(Math.min(offset, text.length())), message);
  }

  /**
   * Returns the index of the brace that opens the first values. A description and lines of the form
   * Key=Value may precede the brace.
   */
  private int open() {
    int open = text.indexOf('{', at);
    if (open < 0) {
      throw error(text.length(), "expected { and the first values");
    }
    int offset = at;
    for (String line : text.substring(at, open).split("\n", -1)) {
      if (!line.isBlank() && !line.strip().startsWith("\"") && !line.contains("=")) {
        throw error(offset, "expected {, \"...\" or Key=Value, found " + Quoted.start(line));
      }
      offset += line.length() + 1;
    }
    return open;
  }

  private int close(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw error(open, "expected } after this {");
  }

  /** Returns the cells of the rows that precede the condition. */
  private List<List<Line>> rows() {
    List<List<Line>> rows = new ArrayList<>();
    while (!END.matcher(text).region(at, text.length()).lookingAt() && !isBlankFrom(at)) {
      int end = rowEnd();
      if (end < 0) {
        throw error(at + blank(text.substring(at)), "expected ; at the end of the row");
      }
      List<Line> cells = new ArrayList<>();
      for (String cell : text.substring(at, end).split("\\|", -1)) {
        String words = cell.replaceAll("\\s+", " ").strip();
        cells.add(new Line(line(at + blank(cell)), words, words));
        at += cell.length() + 1;
      }
      rows.add(cells);
    }
    return rows;
  }

  /**
   * Returns the index of the semicolon that ends a row, or -1. A semicolon after a prefix does not
   * end a row.
   */
  private int rowEnd() {
    int from = at;
    int end = text.indexOf(';', from);
    while (end >= 0) {
      String row = text.substring(from, end);
      String cell = row.substring(row.lastIndexOf('|') + 1);
      if (!Statement.isPrefix(LABEL.matcher(cell).replaceFirst("").strip())) {
        return end;
      }
      from = end + 1;
      end = text.indexOf(';', from);
    }
    return end;
  }

  private static int blank(String text) {
    return text.isBlank() ? 0 : text.length() - text.stripLeading().length();
  }

  private int cpus(List<Line> heads) {
    for (int i = 0; i < heads.size(); i++) {
      Line head = heads.get(i);
      if (!head.text().equals("P" + i)) {
        throw new LitmusException(
            file, head.number(), "expected P" + i + ", found " + Quoted.start(head.text()));
      }
    }
    if (heads.size() > MOST_CPUS) {
      throw new LitmusException(
          file, heads.getFirst().number(), "expected at most " + MOST_CPUS + " CPUs");
    }
    return heads.size();
  }

  private List<Column> columns(List<List<Line>> rows, int cpus, Syntax syntax) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < cpus; i++) {
      columns.add(new Column(new ArrayList<>()));
    }
    for (List<Line> row : rows.subList(1, rows.size())) {
      if (row.size() != cpus) {
        throw new LitmusException(
            file, row.getFirst().number(), "expected " + cpus + " columns, found " + row.size());
      }
      for (int i = 0; i < cpus; i++) {
        add(row.get(i), columns.get(i).lines(), syntax);
      }
    }
    return columns;
  }

  private void add(Line cell, List<Line> lines, Syntax syntax) {
    String rest = cell.text();
    Matcher label = LABEL.matcher(rest);
    while (label.lookingAt()) {
      lines.add(new Line(cell.number(), label.group(1) + ":", label.group(1)));
      rest = rest.substring(label.end()).strip();
      label = LABEL.matcher(rest);
    }
    if (!rest.isEmpty()) {
      try {
        lines.add(new Line(cell.number(), syntax.att(Statement.of(rest), this::declare), rest));
      } catch (IllegalArgumentException e) {
        throw new LitmusException(file, cell.number(), e.getMessage());
      }
    }
  }
}
