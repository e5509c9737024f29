package fastpath.lab.gate;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlFormat;
import com.electronwill.nightconfig.toml.TomlParser;
import com.electronwill.nightconfig.toml.TomlWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measured rows that were saved as a TOML document. Each row is a table {@code [[row]]} with the
 * fields that identify it, its counters, and a table {@code [row.roles]}.
 */
public record Baseline(List<KeptRow> rows) {
  private static final String HEAD =
      """
      # What calls cost when this file was made, by fastpath measure --save.
      # fastpath measure --baseline compares with it.
      """;

  private static final String ROW = "row";
  private static final String ROLES = "roles";

  /** Returns the row with a key; empty if there is none. */
  Optional<KeptRow> row(RowKey key) {
    return rows.stream().filter(row -> row.key().equals(key)).findFirst();
  }

  /** Returns the baseline as a TOML document. */
  public String text() {
    Config document = document();
    document.set(ROW, rows.stream().map(Baseline::table).toList());
    return HEAD + "\n" + new TomlWriter().writeToString(document).strip() + "\n";
  }

  private static Config table(KeptRow row) {
    Config table = document();
    row.key()
        .parts()
        .forEach((name, value) -> {
          if (!value.isEmpty()) {
            table.set(name, value);
          }
        });
    row.counters().forEach(table::set);
    if (row.roles() != null) {
      Config roles = document();
      row.roles().forEach((role, count) -> roles.set(List.of(role), count));
      table.set(ROLES, roles);
    }
    return table;
  }

  private static Config document() {
    return Config.of(LinkedHashMap::new, TomlFormat.instance());
  }

  /**
   * Reads a baseline from a TOML document.
   *
   * @throws IllegalArgumentException with a message that describes the error in the document
   */
  public static Baseline read(String text) {
    UnmodifiableConfig document;
    try {
      document = new TomlParser().parse(text);
    } catch (ParsingException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not TOML: " + firstLine(e));
    }
    if (!(document.get(ROW) instanceof List<?> tables)) {
      throw new IllegalArgumentException("not a baseline: it has no [[row]]");
    }
    List<KeptRow> rows = new ArrayList<>();
    Set<RowKey> keys = new HashSet<>();
    for (Object table : tables) {
      KeptRow row = row(table);
      if (!keys.add(row.key())) {
        throw new IllegalArgumentException("the row " + row.key().text() + " stands there twice");
      }
      rows.add(row);
    }
    return new Baseline(List.copyOf(rows));
  }

  private static KeptRow row(Object table) {
    if (!(table instanceof UnmodifiableConfig config)) {
      throw new IllegalArgumentException("not a baseline: row is no table");
    }
    Map<String, Object> fields = new LinkedHashMap<>(config.valueMap());
    for (String name : KeptRow.COUNTERS) {
      Object value = fields.get(name);
      if (value != null && !(value instanceof Integer || value instanceof Long)) {
        throw new IllegalArgumentException(name + " = " + value + ": not a whole number");
      }
    }
    if (fields.get(ROLES) instanceof UnmodifiableConfig roles) {
      fields.put(ROLES, roles.valueMap());
      for (Object count : roles.valueMap().values()) {
        if (!(count instanceof Number)) {
          throw new IllegalArgumentException("roles: " + count + " is not a whole number");
        }
      }
    }
    KeptRow row = KeptRow.of(RowKey.of(fields), fields);
    if (row.key().value("host").isEmpty()) {
      throw new IllegalArgumentException("a row without host: it names no function");
    }
    return row;
  }

  private static String firstLine(RuntimeException e) {
    return e.getMessage() == null
        ? "unexpected end"
        : e.getMessage().lines().findFirst().orElse("");
  }
}
