package fastpath.codegen.source;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An error, a warning or a note about a place in a source file.
 *
 * @param file the name of the {@link Source}, or empty if it is about no file
 * @param line the line, from 1; 0 for the whole file
 * @param column the column in characters, from 1; 0 for the whole line
 * @param severity whether the source was rejected for it
 * @param message one line, without a full stop
 * @param sourceLine the text of the line; null if it is not known
 * @param notes what explains the message, such as the place of an earlier declaration
 */
public record Diagnostic(
    String file,
    int line,
    int column,
    Severity severity,
    String message,
    String sourceLine,
    List<Diagnostic> notes) {
  /** What a diagnostic means for the source. */
  public enum Severity {
    /** The source is rejected. */
    ERROR("error", ""),
    /** The source is compiled, but may not mean what its author thinks. */
    WARNING("warning", "warning: "),
    /** An explanation of another diagnostic. */
    NOTE("note", "note: ");

    private final String word;
    private final String label;

    Severity(String word, String label) {
      this.word = word;
      this.label = label;
    }

    /** Returns the severity as JSON documents spell it. */
    public String word() {
      return word;
    }
  }

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
    notes = List.copyOf(notes);
  }

  /** An error whose source line is not known. */
  public Diagnostic(String file, int line, int column, String message) {
    this(file, line, column, Severity.ERROR, message, null, List.of());
  }

  /** A note at a place. */
  public static Diagnostic note(String file, int line, int column, String message) {
    return new Diagnostic(file, line, column, Severity.NOTE, message, null, List.of());
  }

  /** Returns this diagnostic with another severity. */
  public Diagnostic as(Severity other) {
    return new Diagnostic(file, line, column, other, message, sourceLine, notes);
  }

  /** Returns this diagnostic with other notes. */
  public Diagnostic with(List<Diagnostic> other) {
    return new Diagnostic(file, line, column, severity, message, sourceLine, other);
  }

  /**
   * Returns the diagnostic and its notes with their source lines.
   *
   * @param texts the texts of files by name; a file of another name, which a {@code #line} can
   *     give, has no source lines
   */
  Diagnostic quoting(Map<String, String> texts) {
    String text = line < 1 ? null : texts.get(file);
    String quoted =
        text == null ? sourceLine : text.lines().skip(line - 1L).findFirst().orElse(null);
    return new Diagnostic(
        file,
        line,
        column,
        severity,
        message,
        quoted,
        notes.stream().map(note -> note.quoting(texts)).toList());
  }

  /** The text {@code file:line:column: message}, without absent parts and without the notes. */
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
    return out.append(severity.label).append(message).toString();
  }
}
