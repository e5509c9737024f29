package fastpath.lab.gate;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table {@code [[case]]} of a file of cases.
 *
 * @param index number of the table in the file, from 0
 */
record CaseTable(Toml toml, int index, UnmodifiableConfig table) {
  private static final List<String> KEYS =
      List.of("name", "files", "call", "setup", "args", "config", "compiler", "limits");

  private static final String LEAF = "leaf";

  /** The keys of the table {@code limits}. */
  private static List<String> limitKeys() {
    List<String> keys = new ArrayList<>(KeptRow.COUNTERS);
    keys.add(LEAF);
    return keys;
  }

  /**
   * Returns the case.
   *
   * @throws IllegalArgumentException with a message that names the file, the line and the error
   */
  Case read() {
    check(table, KEYS);
    Case read =
        new Case(
            needed("name"),
            strings("files"),
            needed("call"),
            string("setup"),
            strings("args"),
            strings("config"),
            strings("compiler"),
            limits());
    if (read.files().isEmpty()) {
      throw error("files", "the case \"" + read.name() + "\" has no files");
    }
    if (read.setup() != null && !read.args().isEmpty()) {
      throw error("setup", "setup fills the arguments, so args cannot be given too");
    }
    return read;
  }

  private void check(UnmodifiableConfig keys, List<String> known) {
    for (String key : keys.valueMap().keySet()) {
      if (!known.contains(key)) {
        throw error(
            key,
            "no key "
                + key
                + NearMiss.question(key, known.stream())
                + "; the keys are "
                + String.join(", ", known));
      }
    }
  }

  private String needed(String key) {
    String value = string(key);
    if (value == null || value.isBlank()) {
      throw error(key, "a case without " + key);
    }
    return value;
  }

  private String string(String key) {
    Object value = table.get(List.of(key));
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw error(key, key + " = " + value + ": not a text in quotes");
  }

  /** Returns a list of texts; one text stands for a list of one, and no value for an empty list. */
  private List<String> strings(String key) {
    Object value = table.get(List.of(key));
    List<?> items =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Object item : items) {
      if (!(item instanceof String)) {
        throw error(key, key + ": " + item + " is not a text in quotes");
      }
    }
    return items.stream().map(String.class::cast).toList();
  }

  private List<Limit> limits() {
    Object value = table.get(List.of("limits"));
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof UnmodifiableConfig limits)) {
      throw error("limits", "limits is no table; write limits = { instructions = 24 }");
    }
    check(limits, limitKeys());
    List<Limit> read = new ArrayList<>();
    for (Map.Entry<String, Object> limit : limits.valueMap().entrySet()) {
      if (!limit.getKey().equals(LEAF)) {
        read.add(limit(limit.getKey(), limit.getValue()));
      } else if (leaf(limit.getValue())) {
        read.add(Limit.LEAF);
      }
    }
    return List.copyOf(read);
  }

  private boolean leaf(Object value) {
    if (value instanceof Boolean wanted) {
      return wanted;
    }
    throw error(LEAF, LEAF + " = " + value + ": true or false");
  }

  private Limit limit(String counter, Object value) {
    try {
      return Limit.parse(counter + "=" + value);
    } catch (IllegalArgumentException e) {
      throw error(counter, e.getMessage());
    }
  }

  private IllegalArgumentException error(String key, String message) {
    return toml.error(CaseFile.CASE, index, key, message);
  }
}
