package fastpath.lab.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a measured row that a baseline contains and that limits are compared with.
 *
 * @param counters counters by their names in {@code measure --json}; a counter that is not known is
 *     absent
 * @param roles number of instructions by the role's label; null if the row has no roles
 */
public record KeptRow(RowKey key, Map<String, Long> counters, Map<String, Long> roles) {
  /** The counters that a baseline contains and that a limit can name, in the order of printing. */
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

  /** Returns the kept part of a row of {@code measure --json}. */
  public static KeptRow of(Map<String, ?> row) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (String name : COUNTERS) {
      if (row.get(name) instanceof Number number) {
        counters.put(name, number.longValue());
      }
    }
    return new KeptRow(RowKey.of(row), counters, roles(row.get("roles")));
  }

  /** Returns a copy of a table of numbers; null if the value is no table. */
  static Map<String, Long> roles(Object table) {
    if (!(table instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Long> roles = new LinkedHashMap<>();
    map.forEach((role, count) -> roles.put(role.toString(), ((Number) count).longValue()));
    return roles;
  }
}
