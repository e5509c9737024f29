package fastpath.codegen.source;

/**
 * An error in a source file.
 *
 * @param file the name of the {@link Source}, or empty if the error is in no file
 * @param line the line, from 1; 0 for the whole file
 * @param column the column in characters, from 1; 0 for the whole line
 * @param message the error in one line, without a full stop
 */
public record Diagnostic(String file, int line, int column, String message) {
  public Diagnostic {
    // The message may quote the source and may therefore contain any character.
    message = message.replaceAll("\\p{Cntrl}", "?");
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
