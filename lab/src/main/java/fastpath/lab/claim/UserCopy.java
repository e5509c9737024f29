package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.CheckCost;
import fastpath.lab.evidence.UserCopyReport;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Grid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Run with {@code fastpath reproduce user-copy}. Compared: each user copy without a check (U0) and
 * with the one of the day (U1). Expected: every call runs more instructions, but far too few for
 * the figure given, so PARTLY. Broken twin: the check's call taken out; then nothing is slower.
 */
final class UserCopy implements Claim {
  private static final String WITHOUT = "U0";
  private static final String OF_THE_DAY = "U1";

  @Override
  public String name() {
    return "user-copy";
  }

  @Override
  public String title() {
    return "reschedule checks slow the copies from and to user space";
  }

  @Override
  public String section() {
    return "User-space access and voluntary preemption";
  }

  @Override
  public String statement() {
    return "The reschedule check that voluntary preemption put into the copies from and to user"
        + " space slows each call, by about 2.5 microseconds.";
  }

  @Override
  public String note() {
    return "Where the 2.5 microseconds come from is the claim might-fault-cost.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public Preset broken(Preset preset) {
    return Setting.withoutSlowCall(preset);
  }

  @Override
  public Finding evaluate(Setting setting) {
    KernelSources sources = setting.sources();
    List<Preset> presets = setting.choose(this, sources.checks(), List.of(WITHOUT, OF_THE_DAY));
    Grid grid =
        Grid.fill(
            setting.workshop(), sources.copies(), presets, setting.compilers(), setting.steps());
    Map<String, CheckCost> costs = new LinkedHashMap<>();
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    for (String compiler : grid.compilers()) {
      CheckCost cost = CheckCost.of(VariantPair.of(grid, WITHOUT, OF_THE_DAY, compiler));
      costs.put(compiler, cost);
      criteria.put(compiler, cost.criteria());
    }
    return new Finding(
        criteria,
        grid.measurements(),
        new UserCopyReport(grid, WITHOUT, OF_THE_DAY, costs).exhibits(),
        "",
        grid.problems());
  }
}
