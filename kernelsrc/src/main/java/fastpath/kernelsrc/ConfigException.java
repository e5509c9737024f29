package fastpath.kernelsrc;

import java.util.Optional;

/** A .config cannot be used; the message is {@code file:line:column: error}. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String unknown;

  /**
   * @param line the line, counted from 1
   * @param column the column, counted from 1
   */
  public ConfigException(String file, int line, int column, String what) {
    this(file, line, column, what, null);
  }

  private ConfigException(String file, int line, int column, String what, String unknown) {
    super(file + ":" + line + ":" + column + ": " + what);
    this.unknown = unknown;
  }

  /** Returns the exception for a symbol that no list has; {@code name} has {@code CONFIG_}. */
  static ConfigException unknown(String file, int line, int column, String name) {
    return new ConfigException(file, line, column, "unknown symbol " + name, name);
  }

  /** Returns the symbol that does not exist, with {@code CONFIG_}; empty for any other error. */
  public Optional<String> unknownSymbol() {
    return Optional.ofNullable(unknown);
  }
}
