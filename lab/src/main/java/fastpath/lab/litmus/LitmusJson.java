package fastpath.lab.litmus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outcome as {@code litmus --json} gives it. */
public final class LitmusJson {
  private LitmusJson() {}

  /** An object with the names that the command line promises. */
  public static Map<String, Object> of(Outcome o) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", o.scenario().name());
    fields.put("file", o.scenario().file());
    fields.put("quantifier", o.scenario().question().quantifier().text());
    fields.put("states", o.states().stream().map(s -> state(o, s)).toList());
    fields.put("verdict", o.verdict());
    fields.put("holds", o.holds().orElse(null));
    fields.put("complete", o.complete());
    fields.put("explored", o.explored());
    return fields;
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
