package fastpath.codegen.source;

import java.util.regex.Pattern;

/**
 * An error in a source file.
 *
 * @param file the name of the {@link Source}, or empty if the error is in no file
 * @param line the line, from 1; 0 for the whole file
 * @param column the column in characters, from 1; 0 for the whole line
 * @param message the error in one line, without a full stop
 * @param sourceLine the text of the line; null if it is not known
 */
public record Diagnostic(String file, int line, int column, String message, String sourceLine) {
  /** The C0 and C1 control characters. A terminal executes them. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final Pattern CONTROL_EXCEPT_TAB = Pattern.compile("[\\p{Cc}&&[^\t]]");

  /** Control characters are replaced by question marks; a tab of the source line is kept. */
  public Diagnostic {
    // A #line gives any file name, and the message may quote the source.
    file = CONTROL.matcher(file).replaceAll("?");
    message = CONTROL.matcher(message).replaceAll("?");
    if (sourceLine != null) {
      sourceLine = CONTROL_EXCEPT_TAB.matcher(sourceLine).replaceAll("?");
    }
  }

  /** An error whose source line is not known. */
  public Diagnostic(String file, int line, int column, String message) {
    this(file, line, column, message, null);
  }

  /**
   * Returns the error with its source line.
   *
   * @param text the text of the error's file
   */
  Diagnostic quoting(String text) {
    String quoted = line < 1 ? null : text.lines().skip(line - 1L).findFirst().orElse(null);
    return new Diagnostic(file, line, column, message, quoted);
  }

  /** The text {@code file:line:column: message}, without absent parts. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (!file.isEmpty()) {
      out.append(file).append(':');
      if (line > 0) {
        out.append(line).append(':');
        if (column > 0) {
          out.append(column).append(':');
        }
      }
      out.append(' ');
    }
    return out.append(message).toString();
  }
}
