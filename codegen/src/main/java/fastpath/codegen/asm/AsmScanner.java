package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;

/**
 * Splits assembly text into statements. Comments are dropped, semicolons and line ends separate
 * statements, and strings are kept whole.
 */
final class AsmScanner {
  /**
   * A statement that is not blank.
   *
   * @param at the place where the statement starts
   */
  record Statement(String text, Loc at) {}

  private final String text;
  private final Loc fixed;
  private String file;
  private int pos;
  private int line = 1;
  private int lineStart;

  /**
   * @param fixed the place of every statement, if the text comes from a macro or an inline asm;
   *     null for the text of a file
   */
  AsmScanner(String file, String text, Loc fixed) {
    this.file = file;
    this.text = text;
    this.fixed = fixed;
  }

  /** Returns the next statement, or null at the end. */
  Statement next() {
    while (pos < text.length()) {
      if (pos == lineStart && lineComment()) {
        continue;
      }
      Statement s = statement();
      if (s != null) {
        return s;
      }
    }
    return null;
  }

  /**
   * A line that starts with # or / is a comment or the preprocessor's line marker {@code # line
   * "file"}.
   */
  private boolean lineComment() {
    int i = pos;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    if (i == text.length()) {
      return false;
    }
    char c = text.charAt(i);
    if (c != '#' && (c != '/' || text.startsWith("/*", i))) {
      return false;
    }
    int end = text.indexOf('\n', i);
    end = end < 0 ? text.length() : end;
    String[] words = text.substring(i + 1, end).strip().split("\\s+", 3);
    newLine(end);
    if (c == '#' && words.length > 1 && words[1].startsWith("\"") && words[0].matches("\\d{1,9}")) {
      line = Integer.parseInt(words[0]);
      file = words[1].replace("\"", "");
    }
    return true;
  }

  private void newLine(int end) {
    pos = Math.min(end + 1, text.length());
    lineStart = pos;
    line++;
  }

  private Statement statement() {
    int startLine = line;
    int startColumn = 0;
    StringBuilder out = new StringBuilder();
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '\n') {
        newLine(pos);
        break;
      }
      if (c == ';') {
        pos++;
        break;
      }
      if (c == '#') {
        int end = text.indexOf('\n', pos);
        pos = end < 0 ? text.length() : end;
        continue;
      }
      if (c == '/' && text.startsWith("/*", pos)) {
        comment();
        out.append(' ');
        continue;
      }
      if (out.length() == 0) {
        if (Character.isWhitespace(c)) {
          pos++;
          continue;
        }
        startLine = line;
        startColumn = pos - lineStart + 1;
      }
      if (c == '"') {
        string(out);
      } else if (c == '\'' && pos + 1 < text.length() && text.charAt(pos + 1) != '\n') {
        int length = text.charAt(pos + 1) == '\\' ? 3 : 2;
        int end = Math.min(pos + length, text.length());
        end += end < text.length() && text.charAt(end) == '\'' ? 1 : 0;
        out.append(text, pos, end);
        pos = end;
      } else {
        out.append(c);
        pos++;
      }
    }
    String s = out.toString().strip();
    if (s.isEmpty()) {
      return null;
    }
    return new Statement(s, fixed != null ? fixed : new Loc(file, startLine, startColumn, null));
  }

  private void comment() {
    int end = text.indexOf("*/", pos + 2);
    end = end < 0 ? text.length() : end + 2;
    for (; pos < end; pos++) {
      if (text.charAt(pos) == '\n') {
        line++;
        lineStart = pos + 1;
      }
    }
  }

  private void string(StringBuilder out) {
    out.append(text.charAt(pos++));
    while (pos < text.length() && text.charAt(pos) != '\n') {
      char c = text.charAt(pos++);
      out.append(c);
      if (c == '"') {
        return;
      }
      if (c == '\\' && pos < text.length() && text.charAt(pos) != '\n') {
        out.append(text.charAt(pos++));
      }
    }
  }
}
