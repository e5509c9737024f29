package fastpath.codegen.source;

/**
 * A fault in a source file.
 *
 * @param file the name of the {@link Source}, or empty when no file is at fault
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1, counting characters; 0 when the whole line is meant
 * @param message one line without a full stop
 */
public record Diagnostic(String file, int line, int column, String message) {
  public Diagnostic {
    // It may quote the source, which may have anything in it.
    message = message.replaceAll("\\p{Cntrl}", "?");
  }

  /** {@code file:line:column: message}, without the parts that are absent. */
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
