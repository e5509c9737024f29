package fastpath.lab.evidence;

import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import java.util.ArrayList;
import java.util.List;

/**
 * The trace behind the article's figure (REFERENCE: Kleen's series), and the same functions traced
 * here: what each takes with what it calls, and how much more than the one inside it.
 *
 * @param variant the traced one
 */
public record FunctionGraph(List<CompilerView> views, String variant) implements Exhibit {
  /** The probe whose result is the durations that the tracer noted. */
  public static final String PROBE = "might-fault-durations";

  /** Its result has that many bits for each function, innermost first. */
  private static final int BITS = 12;

  /** Innermost first, with the microseconds of the record. */
  private enum Traced {
    TEST_TI_THREAD_FLAG("test_ti_thread_flag", 0.063),
    NEED_RESCHED("need_resched", 0.643),
    SHOULD_RESCHED("should_resched", 1.238),
    COND_RESCHED("_cond_resched", 1.845),
    MIGHT_FAULT("might_fault", 2.438);

    final String function;
    final double micros;

    Traced(String function, double micros) {
      this.function = function;
      this.micros = micros;
    }
  }

  @Override
  public List<String> lines(int columns) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("", "us", "step"));
    views.forEach(view -> head.addAll(List.of(view.compiler(), "step")));
    table.row(head);
    for (Traced traced : Traced.values()) {
      List<Object> row = new ArrayList<>(List.of("  " + traced.function));
      row.add(Comparison.say("%.3f", traced.micros));
      row.add(
          traced.ordinal() == 0
              ? ""
              : Comparison.say("+%.3f", traced.micros - inside(traced).micros));
      views.forEach(view -> row.addAll(duration(view, traced)));
      table.row(row);
    }
    List<String> lines = new ArrayList<>(Exhibit.text(CAPTION).lines(columns));
    lines.addAll(table.lines());
    lines.add("");
    return lines;
  }

  private static final String CAPTION =
      "The record, in microseconds, and the same functions traced here, in instructions from entry"
          + " to return; step: more than the function inside, nearly the same whatever they do";

  private List<Object> duration(CompilerView view, Traced traced) {
    return view.cell(PROBE, variant)
        .map(cell -> cell.clear().outcome().value())
        .map(
            packed ->
                List.<Object>of(
                    at(packed, traced),
                    traced.ordinal() == 0
                        ? ""
                        : "+" + (at(packed, traced) - at(packed, inside(traced)))))
        .orElse(List.of("?", "?"));
  }

  private static long at(long packed, Traced traced) {
    return packed >>> BITS * traced.ordinal() & (1 << BITS) - 1;
  }

  private static Traced inside(Traced traced) {
    return Traced.values()[traced.ordinal() - 1];
  }
}
