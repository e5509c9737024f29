package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.verdict.Candidates;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Effect;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Grid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A claim that {@code fastpath reproduce leaf} evaluates. The claim compares every fast path
 * without preemption (V0) with the same fast path under the count of the article's kernel (V1). The
 * expected verdict is CONFIRMED. Most fast paths that are leaves without a frame in V0 call and set
 * up a frame in V1.
 */
final class Leaf implements Claim {
  private static final String WITHOUT = "V0";
  private static final String OF_THE_DAY = "V1";

  @Override
  public String name() {
    return "leaf";
  }

  @Override
  public String title() {
    return "preemption turns leaf functions into callers with frames";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "With preemption on, a function that calls nothing and needs no stack "
        + "frame often turns into one that does both, because leaving a read "
        + "region may call the scheduler, however rarely that happens.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Finding evaluate(Setting setting) {
    KernelSources sources = setting.sources();
    List<Preset> presets = setting.choose(sources.presets(), List.of(WITHOUT, OF_THE_DAY));
    List<Preset> controls =
        presets.stream()
            .filter(p -> p.shortName().equals(OF_THE_DAY))
            .map(Setting.WITHOUT_SLOW_CALL.change())
            .toList();
    Grid all =
        Grid.fill(
            setting.workshop(),
            sources.fastPaths(),
            Stream.concat(presets.stream(), controls.stream()).distinct().toList(),
            setting.compilers(),
            setting.steps());
    Grid grid = all.select(presets);
    Grid twin = all.select(controls);
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    for (String compiler : grid.compilers()) {
      criteria.put(compiler, List.of(turned(new CompilerView(grid, compiler))));
    }
    return new Finding(
        criteria,
        grid.measurements(),
        new LeafReport(grid, twin, WITHOUT, OF_THE_DAY).exhibits(),
        "",
        all.problems());
  }

  /**
   * Returns the criterion of the claim, with "often" taken to be more than half of the fast paths
   * that are leaves without a frame.
   */
  private static Criterion turned(CompilerView view) {
    return Criterion.most(
        "a leaf without a frame becomes a function that calls and sets up a frame",
        Setting.WITHOUT_SLOW_CALL,
        view.ask(
            WITHOUT,
            OF_THE_DAY,
            change -> Candidates.answer(change, c -> c.effect() == Effect.TURNED)));
  }
}
