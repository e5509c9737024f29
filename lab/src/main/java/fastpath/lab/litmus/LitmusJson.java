package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writer of an outcome's document in {@code litmus --json}. */
public final class LitmusJson {
  private LitmusJson() {}

  /**
   * Returns the fields of an outcome, by the names that CLI.md lists.
   *
   * @param compiler the compiler of a test in C; null for other tests
   */
  public static Map<String, Object> of(Outcome o, String compiler) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", o.scenario().name());
    fields.put("file", o.scenario().file());
    fields.put("quantifier", o.scenario().question().quantifier().text());
    fields.put("states", o.states().stream().map(s -> state(o, s)).toList());
    fields.put("count", o.count());
    fields.put("verdict", o.verdict());
    fields.put("holds", o.holds().orElse(null));
    fields.put("complete", o.complete());
    fields.put("explored", o.explored());
    fields.put("stuck", o.stuck().isEmpty() && !o.complete() ? null : stuck(o));
    fields.put("compiler", compiler);
    fields.put("expected", o.scenario().notes().expected());
    return fields;
  }

  private static List<Map<String, Object>> stuck(Outcome o) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (StuckCpu s : o.stuck()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("cpu", s.cpu());
      fields.put("at", s.at());
      all.add(fields);
    }
    return all;
  }

  private static Map<String, Object> state(Outcome o, List<Long> state) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < state.size(); i++) {
      Location l = o.shown().get(i);
      CType type = o.scenario().type(l);
      values.put(l.toString(), new java.math.BigInteger(type.print(state.get(i))));
    }
    return values;
  }
}
