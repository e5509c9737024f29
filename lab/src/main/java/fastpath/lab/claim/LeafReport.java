package fastpath.lab.claim;

import fastpath.kernelsrc.Preset;
import fastpath.lab.table.Column;
import fastpath.lab.table.Disagreements;
import fastpath.lab.table.Figures;
import fastpath.lab.table.Shares;
import fastpath.lab.table.Shares.Purpose;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Effect;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The output of {@code reproduce leaf}: the tables, followed by what the tables mean for each
 * compiler and where compilers differ.
 */
record LeafReport(Grid grid, Grid twin, String without, String ofTheDay) {

  List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>(Figures.of(grid, "fast path"));
    for (String compiler : grid.compilers()) {
      exhibits.addAll(meaning(compiler));
      exhibits.add(Exhibit.gap());
    }
    if (grid.compilers().size() > 1) {
      exhibits.addAll(new Disagreements(grid).exhibits());
      grid.compilers().stream()
          .skip(1)
          .map(other -> yardstick(grid.compilers().getFirst(), other))
          .forEach(exhibits::add);
      exhibits.add(Exhibit.gap());
    }
    return exhibits;
  }

  private Exhibit yardstick(String compiler, String reference) {
    Yardstick yardstick = Yardstick.of(grid, compiler, reference);
    String worst =
        yardstick.largest().stream()
            .findFirst()
            .map(r ->
                String.format(Locale.ROOT, "%.2f (%s, %s)", r.ratio(), r.fastPath(), r.variant()))
            .orElse("none");
    return Exhibit.text(
        String.format(
            Locale.ROOT,
            "Code of %s executes %.2f times the instructions of %s (geometric mean "
                + "over %d cells; largest ratio %s).",
            compiler,
            yardstick.geometricMean(),
            reference,
            yardstick.ratios().size(),
            worst));
  }

  private List<Exhibit> meaning(String compiler) {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(
        Exhibit.text(
            compiler
                + ": instructions that each variant adds to "
                + without
                + ", by role, mean over the fast paths whose path ends a region or sets up a "
                + "frame for it (turned: of those that have no frame under "
                + without
                + ")"));
    exhibits.add(columns -> differences(compiler).lines());
    exhibits.add(Exhibit.text(explanation(compiler)));
    List<VariantPair> changes = changes(ofTheDay, compiler);
    for (Effect effect : Effect.values()) {
      List<String> fastPaths =
          changes.stream()
              .filter(change -> change.effect() == effect)
              .map(change -> change.fastPath().name())
              .toList();
      if (effect != Effect.TURNED && !fastPaths.isEmpty()) {
        exhibits.add(
            Exhibit.item("not turned: " + String.join(", ", fastPaths) + " - " + effect.says()));
      }
    }
    exhibits.add(Exhibit.item(twinText(compiler)));
    exhibits.add(
        Exhibit.item(
            "variants that turn no fast path into a caller with a frame: " + harmless(compiler)));
    return exhibits;
  }

  private TextTable differences(String compiler) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("", "turned", "extra"));
    for (Purpose purpose : Purpose.values()) {
      head.add(purpose.label);
    }
    table.row(head);
    for (Preset preset : grid.presets()) {
      if (preset.shortName().equals(without)) {
        continue;
      }
      List<VariantPair> changes = changes(preset.shortName(), compiler);
      Shares shares = shares(changes);
      List<Object> row = new ArrayList<>();
      row.add("  " + preset.shortName());
      row.add(turned(changes) + "/" + candidates(changes));
      row.add(Column.number(shares.total()));
      for (Purpose purpose : Purpose.values()) {
        row.add(Column.number(shares.of(purpose)));
      }
      table.row(row);
    }
    return table;
  }

  private String explanation(String compiler) {
    List<VariantPair> changes = changes(ofTheDay, compiler);
    Shares shares = shares(changes);
    return String.format(
        Locale.ROOT,
        "Under %s, %d of the %d fast paths that were leaves without a frame, and "
            + "whose path ends a region or sets up a frame for it, contain a call and set "
            + "up a frame. Of the %.1f additional instructions, counter arithmetic is "
            + "%.0f%%, the resched test %.0f%%, finding thread_info %.0f%%, frame and "
            + "register traffic %.0f%%, and the rest %.0f%%.",
        ofTheDay,
        turned(changes),
        candidates(changes),
        shares.total(),
        percent(shares, Purpose.COUNT),
        percent(shares, Purpose.TEST),
        percent(shares, Purpose.THREAD_INFO),
        percent(shares, Purpose.FRAME),
        percent(shares, Purpose.LINKAGE)
            + percent(shares, Purpose.RCU)
            + percent(shares, Purpose.REST));
  }

  private String twinText(String compiler) {
    List<VariantPair> changes = VariantPair.of(grid, twin, without, ofTheDay, compiler);
    return String.format(
        "control with the same count and test but without the call: %d of %d "
            + "turn, so the cause is %s",
        turned(changes),
        candidates(changes),
        2 * turned(changes) > candidates(changes) ? "not the call" : "the call");
  }

  private String harmless(String compiler) {
    List<String> variants =
        grid.presets().stream()
            .map(Preset::shortName)
            .filter(variant -> !variant.equals(without))
            .filter(variant -> turned(changes(variant, compiler)) == 0)
            .toList();
    return variants.isEmpty() ? "none" : String.join(", ", variants);
  }

  private List<VariantPair> changes(String variant, String compiler) {
    return VariantPair.of(grid, without, variant, compiler);
  }

  private static long turned(List<VariantPair> changes) {
    return changes.stream().filter(change -> change.effect() == Effect.TURNED).count();
  }

  private static long candidates(List<VariantPair> changes) {
    return changes.stream().filter(change -> change.effect().isCandidate()).count();
  }

  private static Shares shares(List<VariantPair> changes) {
    return Shares.mean(changes.stream().filter(c -> c.effect() != Effect.NO_REGION).toList());
  }

  private static double percent(Shares shares, Purpose purpose) {
    return shares.total() == 0 ? 0 : 100 * shares.of(purpose) / shares.total();
  }
}
