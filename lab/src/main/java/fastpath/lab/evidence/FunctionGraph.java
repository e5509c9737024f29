package fastpath.lab.evidence;

import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Exhibit;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that sets the trace behind the article's figure (REFERENCE: Kleen's series) beside a
 * trace of the same functions in the lab. Each function has its duration, callees included, and the
 * difference from the duration of the function that it calls.
 *
 * @param variant the variant that is traced
 */
public record FunctionGraph(List<CompilerView> views, String variant) implements Exhibit {
  /** Name of the probe that returns the durations which the tracer recorded. */
  public static final String PROBE = "might-fault-durations";

  /**
   * Number of bits that a function's duration takes in the probe's result; the innermost function
   * has the lowest bits.
   */
  private static final int BITS = 12;

  /**
   * The traced functions, innermost first, with the durations of the article's trace in
   * microseconds.
   */
  private enum Traced {
    TEST_TI_THREAD_FLAG("test_ti_thread_flag", 0.063, 0, null),
    NEED_RESCHED("need_resched", 0.643, 1, TEST_TI_THREAD_FLAG),
    SHOULD_RESCHED("should_resched", 1.238, 2, NEED_RESCHED),
    COND_RESCHED("_cond_resched", 1.845, 3, SHOULD_RESCHED),
    MIGHT_FAULT("might_fault", 2.438, 4, COND_RESCHED);

    final String function;
    final double micros;

    /**
     * The index of the function's field in the probe's result; the innermost function has field 0.
     */
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
        .map(packed ->
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
