package fastpath.lab.cli;

import fastpath.lab.blame.Cost;
import fastpath.lab.compare.Difference;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import fastpath.lab.workshop.Callee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of {@code blame}: a function under one variant, with the cost of each of its calls; or the
 * reason why the row failed.
 */
sealed interface BlameRow {
  ExitCode exitCode();

  /** Returns the row as a JSON document. */
  Map<String, Object> json();

  /**
   * A call of the function, and what the call costs the function.
   *
   * @param place where the call stands; "-" if not known
   * @param cost the cost of the call; null if the cost cannot be determined
   * @param removed what the removal of the call saves; null if not known
   * @param problem the reason why {@code cost} is null; null if the cost is known
   */
  record Call(Callee callee, String place, Cost cost, Cost removed, String problem) {
    String name() {
      return callee.name();
    }

    /**
     * Returns a call's source position: the file's name without folders, a colon, and the line;
     * only the file's name if the line is unknown, and {@code -} if the file is unknown.
     */
    static String sourcePlace(Callee callee) {
      if (callee.file() == null) {
        return "-";
      }
      String name = callee.file().substring(callee.file().lastIndexOf('/') + 1);
      return callee.line() == null ? name : name + ":" + callee.line();
    }

    String path() {
      return (callee.cold() ? "cold" : "hot") + (callee.tail() ? ", tail" : "");
    }

    Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("symbol", callee.symbol());
      fields.put("file", callee.file());
      fields.put("line", callee.line());
      fields.put("cold", callee.cold());
      if (cost == null) {
        fields.put("problem", problem);
      } else {
        fields.putAll(cost.json());
        fields.put("removed", removed == null ? null : removed.json());
      }
      return fields;
    }
  }

  /**
   * The cost of several calls at once.
   *
   * @param cost the cost of the calls; null if the cost cannot be determined
   * @param removed what the removal of the calls saves; null if not known
   * @param causes the cost by cause; null for a function without source, or if {@code cost} is null
   * @param problem the reason why {@code cost} is null; null if the cost is known
   */
  record Together(Cost cost, Cost removed, List<Difference> causes, String problem) {
    Map<String, Object> json() {
      if (cost == null) {
        return Map.of("problem", problem);
      }
      Map<String, Object> fields = new LinkedHashMap<>(cost.json());
      fields.put("removed", removed == null ? null : removed.json());
      fields.put("causes", causes == null ? null : causes.stream().map(Difference::json).toList());
      return fields;
    }
  }

  /**
   * A function under one variant, with the cost of each of its calls.
   *
   * @param base the measurement of the function as it is in the source
   * @param machineCode true if the costs are found in the machine code, since the function has no
   *     source; false if the function was compiled again
   * @param together the cost of all calls whose cost is known, measured together; null if no call's
   *     cost is known
   */
  record Blamed(MeasureRow.Measured base, boolean machineCode, List<Call> calls, Together together)
      implements BlameRow {
    /** Returns the same row with its calls in another order. */
    Blamed ordered(List<Call> others) {
      return new Blamed(base, machineCode, others, together);
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.DONE;
    }

    /**
     * Returns what {@code --save} keeps: what all calls together cost, by cause. The key says that
     * the figures are not those of the function.
     */
    KeptRow kept() {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (together != null) {
        fields.putAll(together.json());
      } else if (calls.isEmpty()) {
        List.of("instructions", "pushes", "stackBytes").forEach(name -> fields.put(name, 0));
      }
      fields.put("callees", calls.stream().map(call -> call.callee().json()).toList());
      if (together != null && together.causes() != null) {
        Map<String, Long> roles = new LinkedHashMap<>();
        together.causes().forEach(one -> roles.put(one.cause(), one.instructions()));
        fields.put("roles", roles);
      }
      return KeptRow.of(base.key().with(RowKey.CASE, "calls"), fields);
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("host", base.measurement().fastPath());
      fields.put("config", base.measurement().config());
      fields.put("overlay", base.measurement().overlay());
      fields.put("compiler", base.measurement().compiler());
      fields.put("cflags", machineCode ? "" : base.variant().cflags());
      fields.put("frame", base.frame());
      fields.put("args", base.arguments());
      fields.put("from", machineCode ? "machine code" : "compilation");
      fields.put("calls", calls.stream().map(Call::json).toList());
      fields.put("together", together == null ? null : together.json());
      return fields;
    }
  }

  /** A row that failed. */
  record Failed(Problem problem) implements BlameRow {
    @Override
    public ExitCode exitCode() {
      return problem.exitCode();
    }

    @Override
    public Map<String, Object> json() {
      return problem.json();
    }
  }
}
