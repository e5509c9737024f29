package fastpath.lab.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a measured row that is kept and compared.
 *
 * @param counters by their names in {@code measure --json}; one that is not known is absent
 * @param roles instructions by the role's label; null if the row has no roles
 */
public record KeptRow(RowKey key, Map<String, Long> counters, Map<String, Long> roles) {
  /** The counters that are kept, and that a limit can name, in the order of printing. */
  public static final List<String> COUNTERS =
      List.of(
          "instructions",
          "ownInstructions",
          "frameInstructions",
          "pushes",
          "stackBytes",
          "stackBytesTotal",
          "loads",
          "stores",
          "loadBytes",
          "storeBytes",
          "calls",
          "branches",
          "branchesTaken",
          "repIterations",
          "codeBytes");

  /** Of a row of {@code measure --json}. */
  public static KeptRow of(Map<String, ?> row) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (String name : COUNTERS) {
      if (row.get(name) instanceof Number number) {
        counters.put(name, number.longValue());
      }
    }
    return new KeptRow(RowKey.of(row), counters, roles(row.get("roles")));
  }

  /** A copy of a table of numbers; null if it is none. */
  static Map<String, Long> roles(Object table) {
    if (!(table instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Long> roles = new LinkedHashMap<>();
    map.forEach((role, count) -> roles.put(role.toString(), ((Number) count).longValue()));
    return roles;
  }
}
