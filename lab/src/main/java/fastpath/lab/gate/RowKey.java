package fastpath.lab.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells a measured row from the others.
 *
 * @param parts names and values, in the order of printing; a value is "" where the row has none
 */
public record RowKey(Map<String, String> parts) {
  /** The fields of {@code measure --json} that tell rows apart. */
  public static final List<String> FIELDS =
      List.of("host", "config", "overlay", "compiler", "cflags", "frame", "args");

  /** Takes a copy. */
  public RowKey {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The key of a row's document; lists are joined by commas. */
  static RowKey of(Map<String, ?> row) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String field : FIELDS) {
      parts.put(field, text(row.get(field)));
    }
    return new RowKey(parts);
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "";
      case List<?> list -> String.join(",", list.stream().map(Object::toString).toList());
      default -> value.toString();
    };
  }

  /** The function and what else is not empty, separated by blanks. */
  public String text() {
    List<String> words = new ArrayList<>();
    parts.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            words.add(name.equals("args") ? "(" + value + ")" : value);
          }
        });
    return String.join(" ", words);
  }
}
