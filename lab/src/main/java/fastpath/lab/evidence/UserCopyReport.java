package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.lab.table.Figures;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The output of {@code fastpath reproduce user-copy}: the tables, followed by their summary. */
public record UserCopyReport(
    Grid grid, String without, String ofTheDay, Map<String, CheckCost> costs) {

  public List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>(Figures.of(grid, "copy"));
    grid.compilers().forEach(compiler -> exhibits.addAll(meaning(compiler)));
    return exhibits;
  }

  private List<Exhibit> meaning(String compiler) {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(
        Exhibit.text(
            compiler + ": instructions that each check adds to a call, beside " + without));
    exhibits.add(columns -> added(compiler).lines());
    exhibits.add(
        Exhibit.item(
            "copies that have no frame without a check, and run one with it: " + framed(compiler)));
    CheckCost cost = costs.get(compiler);
    cost.upperNanos().ifPresent(nanos -> exhibits.add(Exhibit.item(upper(cost, nanos))));
    exhibits.add(Exhibit.gap());
    return exhibits;
  }

  private String upper(CheckCost cost, double nanos) {
    return String.format(
        Locale.ROOT,
        "%s adds instructions to %d of %d copies. Even if each of them took a nanosecond and each of"
            + " their loads and stores missed all caches (100 ns), a check would take at most %.0f"
            + " ns: %s 2500 ns.",
        ofTheDay,
        cost.slower(),
        cost.extra().size(),
        nanos,
        nanos < CheckCost.CLAIMED_NANOS ? "short of the" : "which allows the");
  }

  private TextTable added(String compiler) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(""));
    grid.presets().forEach(p -> head.add(p.shortName()));
    table.row(head);
    for (FastPath fastPath : grid.fastPaths()) {
      Optional<Measurement> base = grid.at(fastPath, without, compiler);
      List<Object> row = new ArrayList<>(List.of("  " + fastPath.name()));
      for (Preset preset : grid.presets()) {
        Optional<Measurement> m = grid.at(fastPath, preset.shortName(), compiler);
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

  private String framed(String compiler) {
    List<FastPath> frameless =
        grid.fastPaths().stream()
            .filter(h -> grid.at(h, without, compiler).filter(m -> !m.framed()).isPresent())
            .toList();
    List<String> counts = new ArrayList<>();
    for (Preset preset : grid.presets()) {
      long framed =
          frameless.stream()
              .flatMap(h -> grid.at(h, preset.shortName(), compiler).stream())
              .filter(Measurement::framed)
              .count();
      if (framed > 0) {
        counts.add(preset.shortName() + " " + framed + " of " + frameless.size());
      }
    }
    return counts.isEmpty() ? "none" : String.join(", ", counts);
  }
}
