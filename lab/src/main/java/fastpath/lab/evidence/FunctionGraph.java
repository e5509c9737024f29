package fastpath.lab.evidence;

import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import java.util.ArrayList;
import java.util.List;

/**
 * The trace behind the article's figure (REFERENCE: Kleen's series), and the same functions traced
 * here: the duration of each function with its callees, and the difference to the function that it
 * calls.
 *
 * @param variant the traced variant
 */
public record FunctionGraph(List<CompilerView> views, String variant) implements Exhibit {
  /** The probe that returns the durations that the tracer recorded. */
  public static final String PROBE = "might-fault-durations";

  /** Bits of the result for each function, innermost first. */
  private static final int BITS = 12;

  /** The functions, innermost first, with the microseconds of the record. */
  private enum Traced {
    TEST_TI_THREAD_FLAG("test_ti_thread_flag", 0.063, 0, null),
    NEED_RESCHED("need_resched", 0.643, 1, TEST_TI_THREAD_FLAG),
    SHOULD_RESCHED("should_resched", 1.238, 2, NEED_RESCHED),
    COND_RESCHED("_cond_resched", 1.845, 3, SHOULD_RESCHED),
    MIGHT_FAULT("might_fault", 2.438, 4, COND_RESCHED);

    final String function;
    final double micros;

    /** The function's field in the probe's result. */
    private final int field;

    /** The function that this function calls; null for the innermost. */
    private final Traced callee;

    Traced(String function, double micros, int field, Traced callee) {
      this.function = function;
      this.micros = micros;
      this.field = field;
      this.callee = callee;
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
          traced.callee == null
              ? ""
              : Comparison.say("+%.3f", traced.micros - traced.callee.micros));
      views.forEach(view -> row.addAll(duration(view, traced)));
      table.row(row);
    }
    List<String> lines = new ArrayList<>(Exhibit.text(CAPTION).lines(columns));
    lines.addAll(table.lines());
    lines.add("");
    return lines;
  }

  private static final String CAPTION =
      "The durations that the article's trace recorded, in microseconds, and "
          + "those of the same functions traced here, in instructions from entry to "
          + "return. Step: difference to the function that is called inside; it is "
          + "nearly the same for all functions, whatever they do";

  private List<Object> duration(CompilerView view, Traced traced) {
    return view.cell(PROBE, variant)
        .map(cell -> cell.clear().outcome().value())
        .map(
            packed ->
                List.<Object>of(
                    at(packed, traced),
                    traced.callee == null
                        ? ""
                        : "+" + (at(packed, traced) - at(packed, traced.callee))))
        .orElse(List.of("?", "?"));
  }

  private static long at(long packed, Traced traced) {
    return packed >>> BITS * traced.field & (1 << BITS) - 1;
  }
}
