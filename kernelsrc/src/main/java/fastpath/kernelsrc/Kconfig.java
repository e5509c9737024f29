package fastpath.kernelsrc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The symbols that a .config may set, and the reader of .config files.
 *
 * @param symbols the symbols by name without {@code CONFIG_}, in the order of the list
 */
public record Kconfig(Map<String, Symbol> symbols) {

  /** The type of a symbol's values. */
  public enum Type {
    BOOL("bool"),
    INT("int");

    private final String keyword;

    Type(String keyword) {
      this.keyword = keyword;
    }

    private static Type of(String keyword) {
      return Stream.of(values()).filter(t -> t.keyword.equals(keyword)).findFirst().orElseThrow();
    }
  }

  /**
   * A symbol that a .config may set.
   *
   * @param name the name without {@code CONFIG_}
   * @param title one line about what the symbol decides
   */
  public record Symbol(String name, Type type, String title) {}

  private static final Pattern CONFIG = Pattern.compile("config (\\w+)");
  private static final Pattern PROMPT = Pattern.compile("\\s+(bool|int) \"(.*)\"");
  private static final Pattern SET = Pattern.compile("CONFIG_(\\w+)=(\\S+)\\s*");
  private static final Pattern UNSET = Pattern.compile("# CONFIG_(\\w+) is not set\\s*");

  static Kconfig parse(String text) {
    Map<String, Symbol> symbols = new LinkedHashMap<>();
    String name = null;
    for (String line : text.lines().toList()) {
      Matcher config = CONFIG.matcher(line);
      Matcher prompt = PROMPT.matcher(line);
      if (config.matches()) {
        name = config.group(1);
      } else if (prompt.matches()) {
        Type type = Type.of(prompt.group(1));
        symbols.put(name, new Symbol(name, type, prompt.group(2)));
      }
    }
    return new Kconfig(symbols);
  }

  /**
   * Reads a .config.
   *
   * @param file the file's name, for error messages
   * @return the values of the symbols that are set, with {@code CONFIG_} in their names; a symbol
   *     that "is not set" is left out
   * @throws ConfigException for an unknown symbol, a value of the wrong type, or a line that is
   *     neither a setting nor a comment
   */
  public Map<String, String> read(String file, String text) {
    Map<String, String> config = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher set = SET.matcher(line);
      Matcher unset = UNSET.matcher(line);
      if (set.matches()) {
        Symbol symbol = known(set.group(1), file, number, 1);
        check(symbol, set.group(2), file, number, set.start(2) + 1);
        config.put("CONFIG_" + symbol.name(), set.group(2));
      } else if (unset.matches()) {
        config.remove("CONFIG_" + known(unset.group(1), file, number, 3).name());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new ConfigException(
            file, number, 1, "expected CONFIG_X=value or '# CONFIG_X is not set'");
      }
    }
    return config;
  }

  private Symbol known(String name, String file, int line, int column) {
    Symbol symbol = symbols.get(name);
    if (symbol == null) {
      throw ConfigException.unknown(file, line, column, "CONFIG_" + name);
    }
    return symbol;
  }

  private static void check(Symbol symbol, String value, String file, int line, int column) {
    String wanted =
        switch (symbol.type()) {
          case BOOL -> value.matches("[yn]") ? null : "y or n";
          case INT -> value.matches("\\d{1,9}") ? null : "a decimal number";
        };
    if (wanted != null) {
      throw new ConfigException(
          file, line, column, "CONFIG_" + symbol.name() + " takes " + wanted + ", not " + value);
    }
  }
}
