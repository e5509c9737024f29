package fastpath.lab.cli;

import fastpath.lab.blame.Cost;
import fastpath.lab.workshop.Callee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of {@code blame}: a function under one variant, with its calls; or why not. */
sealed interface BlameRow {
  ExitCode exitCode();

  /** The row's document. */
  Map<String, Object> json();

  /**
   * A call and what it costs.
   *
   * @param cost null if it cannot be told
   * @param problem why not; null if it can
   */
  record Call(Callee callee, Cost cost, String problem) {
    String name() {
      return callee.symbol() == null ? "(computed)" : callee.symbol();
    }

    /** The file's name, without folders, and the line. */
    String place() {
      return callee.file() == null
          ? "-"
          : callee.file().substring(callee.file().lastIndexOf('/') + 1) + ":" + callee.line();
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
      }
      return fields;
    }
  }

  /**
   * A function whose calls were blamed.
   *
   * @param base the function as it is
   * @param together all calls at once that could be; null if none could
   */
  record Blamed(MeasureRow.Measured base, List<Call> calls, Cost together) implements BlameRow {
    @Override
    public ExitCode exitCode() {
      return ExitCode.DONE;
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("host", base.measurement().fastPath());
      fields.put("config", base.measurement().config());
      fields.put("compiler", base.measurement().compiler());
      fields.put("calls", calls.stream().map(Call::json).toList());
      fields.put("together", together == null ? null : together.json());
      return fields;
    }
  }

  /** A row that came to nothing. */
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
