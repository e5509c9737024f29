package fastpath.lab.claim;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Run with {@code fastpath reproduce leaf}. Compared: every host without preemption (V0) and as the
 * kernel of the article counted (V1). Expected: most hosts that were leaves without a frame call
 * and run one. Broken twin: the cold call taken out; then nearly all of them stay leaves.
 */
final class Leaf implements Claim {
  private static final String WITHOUT = "V0";
  private static final String OF_THE_DAY = "V1";

  @Override
  public String name() {
    return "leaf";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "With preemption on, a function that calls nothing and needs no stack frame often turns"
        + " into one that does both, because leaving a read region may call the scheduler,"
        + " however rarely it does.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Finding evaluate(Setting setting) {
    List<Preset> presets = setting.choose(KernelSources.presets(), List.of(WITHOUT, OF_THE_DAY));
    List<Preset> controls =
        presets.stream()
            .filter(p -> p.shortName().equals(OF_THE_DAY))
            .map(Setting::withoutSlowCall)
            .toList();
    Grid all =
        Grid.fill(
            setting.workshop(),
            KernelSources.hosts(),
            Stream.concat(presets.stream(), controls.stream()).distinct().toList(),
            setting.compilers(),
            setting.steps());
    Grid grid = all.select(presets);
    Grid twin = all.select(controls);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (String compiler : grid.compilers()) {
      verdicts.put(
          compiler, verdict(List.copyOf(effects(grid, grid, OF_THE_DAY, compiler).values())));
    }
    return new Finding(
        Verdict.of(verdicts.values()),
        grid.cells().stream().map(Cell::measurement).filter(Objects::nonNull).toList(),
        new LeafReport(grid, twin, WITHOUT, OF_THE_DAY, verdicts).exhibits(),
        all.problems());
  }

  /** The verdict on one compiler: "often" is more than half of the hosts that it can happen to. */
  static Verdict verdict(List<Effect> effects) {
    long candidates = effects.stream().filter(Effect::isCandidate).count();
    long turned = effects.stream().filter(effect -> effect == Effect.TURNED).count();
    if (2 * turned > candidates) {
      return Verdict.CONFIRMED;
    }
    return turned == 0 ? Verdict.REFUTED : Verdict.PARTLY;
  }

  /** What the variant of one grid did to each host of another, where both were measured. */
  static Map<Host, Effect> effects(Grid before, Grid after, String variant, String compiler) {
    Map<Host, Effect> effects = new LinkedHashMap<>();
    for (Host host : before.hosts()) {
      Measurement without = before.at(host, WITHOUT, compiler).orElse(null);
      Measurement with = after.at(host, variant, compiler).orElse(null);
      if (without != null && with != null) {
        effects.put(host, Effect.of(without, with));
      }
    }
    return effects;
  }
}
