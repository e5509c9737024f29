package fastpath.lab.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that identify a measured row.
 *
 * @param parts names and values of the fields, in the order of printing; a value is "" if the row
 *     lacks the field
 */
public record RowKey(Map<String, String> parts) {
  /** The field that has the name of a case. */
  public static final String CASE = "case";

  private static final String ARGS = "args";

  /** The fields that identify a row, in the order of printing. */
  public static final List<String> FIELDS =
      List.of(CASE, "host", "config", "overlay", "compiler", "cflags", "frame", ARGS);

  /** Copies the fields. */
  public RowKey {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * Returns the key with the values that a map has for the fields; the elements of lists are joined
   * by commas.
   */
  public static RowKey of(Map<String, ?> row) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String field : FIELDS) {
      parts.put(field, text(row.get(field)));
    }
    return new RowKey(parts);
  }

  /** Returns the value of one of the fields; "" if the row lacks the field. */
  public String value(String field) {
    return parts.get(field);
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "";
      case List<?> list -> String.join(",", list.stream().map(Object::toString).toList());
      default -> value.toString();
    };
  }

  /** Returns the non-empty values, separated by blanks. */
  public String text() {
    List<String> words = new ArrayList<>();
    parts.forEach((name, value) -> {
      if (!value.isEmpty()) {
        words.add(word(name, value));
      }
    });
    return String.join(" ", words);
  }

  private static String word(String field, String value) {
    return switch (field) {
      case CASE -> value + ":";
      case ARGS -> "(" + value + ")";
      default -> value;
    };
  }

  /** Returns the same key with another value of a field. */
  public RowKey with(String field, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parts);
    changed.put(field, value);
    return new RowKey(changed);
  }
}
