package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code reproduce user-copy} prints. */
record UserCopyReport(Grid grid, String without, String ofTheDay, Map<String, CheckCost> costs) {

  /**
   * The function_graph trace behind the article's figure (REFERENCE: Kleen's series): functions
   * nested, innermost first, microseconds each with what it calls.
   */
  private static final List<String> TRACED =
      List.of(
          "test_ti_thread_flag", "need_resched", "should_resched", "_cond_resched", "might_fault");

  private static final double[] MICROSECONDS = {0.063, 0.643, 1.238, 1.845, 2.438};

  List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(Exhibit.legend(grid.presets()));
    exhibits.add(Exhibit.gap());
    for (String compiler : grid.compilers()) {
      exhibits.add(
          Exhibit.text(
              compiler
                  + ": one call of each copy, no reschedule wanted (in code: leaf; asm = calls only"
                  + " in inline asm; jump = tail jump; call)"));
      exhibits.add(Exhibit.gap());
      exhibits.add(new HostTable(grid, compiler));
    }
    grid.compilers().forEach(compiler -> exhibits.addAll(meaning(compiler)));
    exhibits.add(Exhibit.text(trace()));
    exhibits.add(Exhibit.gap());
    return exhibits;
  }

  private List<Exhibit> meaning(String compiler) {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(
        Exhibit.text(
            compiler + ": instructions that each check adds to a call, beside " + without));
    exhibits.add(columns -> added(compiler).lines());
    List<String> framed = framedInline(compiler);
    if (!framed.isEmpty()) {
      exhibits.add(Exhibit.item("a frame is still run: " + String.join("; ", framed)));
    }
    CheckCost cost = costs.get(compiler);
    exhibits.add(
        Exhibit.item(
            String.format(
                Locale.ROOT,
                "%s adds instructions to %d of %d copies. Even if every one of them took a"
                    + " nanosecond and every access missed all caches (100 ns), that is at most"
                    + " %.0f ns a call, %s 2500 ns.",
                ofTheDay,
                cost.slower(),
                cost.extra().size(),
                cost.upperNanos(),
                cost.upperNanos() < CheckCost.CLAIMED_NANOS
                    ? "short of the"
                    : "which allows the")));
    exhibits.add(Exhibit.item("verdict for " + compiler + ": " + cost.verdict()));
    exhibits.add(Exhibit.gap());
    return exhibits;
  }

  private TextTable added(String compiler) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    grid.presets().forEach(p -> head.add(p.shortName()));
    table.row(head);
    for (Host host : grid.hosts()) {
      Optional<Measurement> base = grid.at(host, without, compiler);
      List<Object> row = new ArrayList<>(List.of("  " + host.name()));
      for (Preset preset : grid.presets()) {
        Optional<Measurement> m = grid.at(host, preset.shortName(), compiler);
        row.add(
            base.isEmpty() || m.isEmpty()
                ? "?"
                : String.format(
                    "%+d",
                    m.get().counters().instructions() - base.get().counters().instructions()));
      }
      table.row(row);
    }
    return table;
  }

  /** Where a copy that has no frame without the check has one with it. */
  private List<String> framedInline(String compiler) {
    List<String> framed = new ArrayList<>();
    for (Preset preset : grid.presets()) {
      List<String> hosts =
          grid.hosts().stream()
              .filter(h -> grid.at(h, without, compiler).filter(m -> !m.framed()).isPresent())
              .filter(
                  h ->
                      grid.at(h, preset.shortName(), compiler)
                          .filter(Measurement::framed)
                          .isPresent())
              .map(Host::name)
              .toList();
      if (!hosts.isEmpty()) {
        framed.add(preset.shortName() + " " + String.join(", ", hosts));
      }
    }
    return framed;
  }

  private static String trace() {
    StringBuilder steps = new StringBuilder();
    double sum = 0;
    for (int i = 1; i < MICROSECONDS.length; i++) {
      double step = MICROSECONDS[i] - MICROSECONDS[i - 1];
      sum += step;
      steps.append(i == 1 ? "" : ", ").append(String.format(Locale.ROOT, "%.3f", step));
    }
    return String.format(
        Locale.ROOT,
        "The figure is a function_graph trace of nested functions: %s took %.3f us, and each of"
            + " %s around it adds %s us, nearly the same whatever it does (mean %.2f). That is the"
            + " tracer's price for a traced call, not the check's.",
        TRACED.getFirst(),
        MICROSECONDS[0],
        String.join(", ", TRACED.subList(1, TRACED.size())),
        steps,
        sum / (MICROSECONDS.length - 1));
  }
}
