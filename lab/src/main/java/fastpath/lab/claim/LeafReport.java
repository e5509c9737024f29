package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import fastpath.lab.claim.Shares.Pair;
import fastpath.lab.claim.Shares.Purpose;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Yardstick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code reproduce leaf} prints: the tables, and then what they mean. */
record LeafReport(
    Grid grid, Grid twin, String without, String ofTheDay, Map<String, Verdict> verdicts) {

  List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>(Figures.of(grid, "host"));
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
            .map(r -> String.format(Locale.ROOT, "%.2f (%s, %s)", r.ratio(), r.host(), r.variant()))
            .orElse("none");
    return Exhibit.text(
        String.format(
            Locale.ROOT,
            "%s's code runs %.2f instructions for each of %s's, geometric mean over %d cells; at"
                + " most %s.",
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
                + ", mean over the hosts whose path has a region, and what they are for"));
    exhibits.add(columns -> differences(compiler).lines());
    exhibits.add(Exhibit.text(explanation(compiler)));
    Map<Host, Effect> effects = Leaf.effects(grid, grid, ofTheDay, compiler);
    for (Effect effect : Effect.values()) {
      List<String> hosts =
          effects.keySet().stream().filter(h -> effects.get(h) == effect).map(Host::name).toList();
      if (effect != Effect.TURNED && !hosts.isEmpty()) {
        exhibits.add(Exhibit.item("not bitten: " + String.join(", ", hosts) + " - " + effect.says));
      }
    }
    exhibits.add(Exhibit.item(twinText(compiler)));
    exhibits.add(Exhibit.item("variants that turn no host: " + harmless(compiler)));
    exhibits.add(Exhibit.item("verdict for " + compiler + ": " + verdicts.get(compiler)));
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
      Map<Host, Effect> effects = Leaf.effects(grid, grid, preset.shortName(), compiler);
      Shares shares = Shares.mean(pairs(preset.shortName(), compiler));
      List<Object> row = new ArrayList<>();
      row.add("  " + preset.shortName());
      row.add(count(effects, Effect.TURNED) + "/" + candidates(effects));
      row.add(number(shares.total()));
      for (Purpose purpose : Purpose.values()) {
        row.add(number(shares.of(purpose)));
      }
      table.row(row);
    }
    return table;
  }

  private String explanation(String compiler) {
    Map<Host, Effect> effects = Leaf.effects(grid, grid, ofTheDay, compiler);
    Shares shares = Shares.mean(pairs(ofTheDay, compiler));
    return String.format(
        Locale.ROOT,
        "Under %s, %d of the %d hosts that are leaves without a frame and have a region on their"
            + " path call and run a frame. Of the %.1f instructions more, counter arithmetic is"
            + " %.0f%%, the resched test %.0f%%, finding thread_info %.0f%%, frame and register"
            + " traffic %.0f%%, and the rest %.0f%%.",
        ofTheDay,
        count(effects, Effect.TURNED),
        candidates(effects),
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
    Map<Host, Effect> effects = Leaf.effects(grid, twin, ofTheDay, compiler);
    return String.format(
        "the same count and test without the call: %d of %d turn, so it is %s",
        count(effects, Effect.TURNED),
        candidates(effects),
        Leaf.verdict(List.copyOf(effects.values())) == Verdict.CONFIRMED
            ? "not the call that does it"
            : "the call that does it");
  }

  private String harmless(String compiler) {
    List<String> variants =
        grid.presets().stream()
            .map(Preset::shortName)
            .filter(variant -> !variant.equals(without))
            .filter(
                variant -> count(Leaf.effects(grid, grid, variant, compiler), Effect.TURNED) == 0)
            .toList();
    return variants.isEmpty() ? "none" : String.join(", ", variants);
  }

  private List<Pair> pairs(String variant, String compiler) {
    Map<Host, Pair> pairs = new LinkedHashMap<>();
    for (Host host : grid.hosts()) {
      Optional<Measurement> before = grid.at(host, without, compiler);
      Optional<Measurement> after = grid.at(host, variant, compiler);
      if (before.isPresent()
          && after.isPresent()
          && Effect.of(before.get(), after.get()) != Effect.NO_REGION) {
        pairs.put(host, new Pair(before.get(), after.get()));
      }
    }
    return List.copyOf(pairs.values());
  }

  private static double percent(Shares shares, Purpose purpose) {
    return shares.total() == 0 ? 0 : 100 * shares.of(purpose) / shares.total();
  }

  private static long count(Map<Host, Effect> effects, Effect effect) {
    return effects.values().stream().filter(e -> e == effect).count();
  }

  private static long candidates(Map<Host, Effect> effects) {
    return effects.values().stream().filter(Effect::isCandidate).count();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value + 0.0);
  }
}
