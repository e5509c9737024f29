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
 * @param callees the calls in the function's code, each with its place, such as {@code g at
 *     f.c:12}; empty in a row that was read from a baseline, which does not contain them
 */
public record KeptRow(
    RowKey key, Map<String, Long> counters, Map<String, Long> roles, List<String> callees) {
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
          "codeBytes",
          "callsInCode");

  /** Returns the kept part of a row of {@code measure --json}, under a key. */
  public static KeptRow of(RowKey key, Map<String, ?> row) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (String name : COUNTERS) {
      if (row.get(name) instanceof Number number) {
        counters.put(name, number.longValue());
      }
    }
    return new KeptRow(key, counters, roles(row.get("roles")), callees(row));
  }

  /** Returns the same figures under another key. */
  public KeptRow under(RowKey other) {
    return new KeptRow(other, counters, roles, callees);
  }

  private static List<String> callees(Map<String, ?> row) {
    return row.get("callees") instanceof List<?> list
        ? list.stream().map(callee -> callee((Map<?, ?>) callee)).distinct().toList()
        : List.of();
  }

  private static String callee(Map<?, ?> fields) {
    String symbol = fields.get("symbol") == null ? "a computed address" : "" + fields.get("symbol");
    return fields.get("file") == null
        ? symbol
        : symbol + " at " + fields.get("file") + ":" + fields.get("line");
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
