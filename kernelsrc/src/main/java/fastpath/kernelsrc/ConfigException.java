package fastpath.kernelsrc;

/** A .config cannot be used; the message is {@code file:line:column: error}. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line the line, counted from 1
   * @param column the column, counted from 1
   */
  public ConfigException(String file, int line, int column, String what) {
    super(file + ":" + line + ":" + column + ": " + what);
  }
}
