package fastpath.lab.gate;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.toml.TomlFormat;
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
      # What calls cost when fastpath made this file, with --save.
      # --baseline compares with it.
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
   * @param file the file's name, with which messages begin
   * @throws IllegalArgumentException with a message that names the file and describes the error
   */
  public static Baseline read(String file, String text) {
    Toml toml = Toml.parse(file, text);
    if (!(toml.document().get(ROW) instanceof List<?> tables)) {
      throw new IllegalArgumentException(file + ": not a baseline: it has no [[row]]");
    }
    List<KeptRow> rows = new ArrayList<>();
    Set<RowKey> keys = new HashSet<>();
    for (Object table : tables) {
      if (!(table instanceof UnmodifiableConfig config)) {
        throw new IllegalArgumentException(file + ": not a baseline: row is no table");
      }
      KeptRow row = row(toml, rows.size(), config);
      if (!keys.add(row.key())) {
        throw toml.error(
            ROW, rows.size(), ROW, "the row " + row.key().text() + " stands there twice");
      }
      rows.add(row);
    }
    return new Baseline(List.copyOf(rows));
  }

  private static KeptRow row(Toml toml, int index, UnmodifiableConfig table) {
    Map<String, Object> fields = new LinkedHashMap<>(table.valueMap());
    KeptRow.COUNTERS.forEach(name -> checkNumber(toml, index, name, fields.get(name)));
    if (fields.get(ROLES) instanceof UnmodifiableConfig roles) {
      fields.put(ROLES, roles.valueMap());
      roles.valueMap().forEach((role, count) -> checkNumber(toml, index, role, count));
    }
    KeptRow row = KeptRow.of(RowKey.of(fields), fields);
    if (row.key().value("host").isEmpty()) {
      throw toml.error(ROW, index, ROW, "a row without host: it names no function");
    }
    return row;
  }

  private static void checkNumber(Toml toml, int index, String name, Object value) {
    if (value != null && !(value instanceof Integer || value instanceof Long)) {
      throw toml.error(ROW, index, name, name + " = " + value + ": not a whole number");
    }
  }
}
