package fastpath.lab.gate;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A TOML document, with the lines of its tables and keys for messages.
 *
 * @param file the file's name, with which messages begin
 */
record Toml(String file, String text, UnmodifiableConfig document) {
  /**
   * Parses a document.
   *
   * @throws IllegalArgumentException with a message that begins with the file and the line
   */
  static Toml parse(String file, String text) {
    try {
      return new Toml(file, text, parsed(text));
    } catch (ParsingException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(file + ":" + badLine(text) + ": not TOML: " + reason(e));
    }
  }

  private static UnmodifiableConfig parsed(String text) {
    return new TomlParser().parse(text);
  }

  /**
   * Returns the number of the line after the longest run of lines from the start that is a
   * document, because the parser does not tell where the error is.
   */
  private static int badLine(String text) {
    List<String> lines = text.lines().toList();
    for (int n = lines.size() - 1; n > 0; n--) {
      try {
        parsed(String.join("\n", lines.subList(0, n)) + "\n");
        return n + 1;
      } catch (ParsingException | IndexOutOfBoundsException e) {
        continue;
      }
    }
    return 1;
  }

  private static String reason(RuntimeException e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse("unexpected end");
  }

  /**
   * Returns an exception whose message names the file and the line of a key.
   *
   * @param table name of an array of tables, {@code [[table]]}
   * @param index number of the table in the array, from 0
   * @param key a key in the table, or in a table in it; the line of the table itself if the key is
   *     not found
   */
  IllegalArgumentException error(String table, int index, String key, String message) {
    return new IllegalArgumentException(file + ":" + line(table, index, key) + ": " + message);
  }

  private int line(String table, int index, String key) {
    Pattern head = Pattern.compile("\\s*\\[\\[\\s*\"?" + Pattern.quote(table) + "\"?\\s*]].*");
    Pattern wanted = Pattern.compile("([^#]*[^\\w-])?\"?" + Pattern.quote(key) + "\"?\\s*[=\\]].*");
    List<String> lines = text.lines().toList();
    int seen = -1;
    int at = 1;
    for (int i = 0; i < lines.size() && seen <= index; i++) {
      if (head.matcher(lines.get(i)).matches()) {
        seen++;
        at = seen == index ? i + 1 : at;
      } else if (seen == index && wanted.matcher(lines.get(i)).matches()) {
        return i + 1;
      }
    }
    return at;
  }
}
