package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.CheckCost;
import fastpath.lab.evidence.CheckCost.Extra;
import fastpath.lab.evidence.UserCopyReport;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Grid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A claim that {@code fastpath reproduce user-copy} evaluates. The claim compares each user copy
 * without a check (U0) with the same copy with the check of 3.10 (U1). The expected verdict is
 * PARTLY. Every copy with the check executes more instructions, but far too few for the article's
 * figure of 2500 ns.
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
    return "The reschedule check that voluntary preemption added to copies from and "
        + "to user space slows each call by about 2.5 microseconds.";
  }

  @Override
  public String note() {
    return "The check is that of 3.10 and before; 3.11 has none in user access. "
        + "Claim might-fault-cost shows where the 2.5 microseconds come from.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public Finding evaluate(Setting setting) {
    KernelSources sources = setting.sources();
    List<Preset> presets = setting.choose(sources.checks(), List.of(WITHOUT, OF_THE_DAY));
    Grid grid =
        Grid.fill(
            setting.workshop(), sources.copies(), presets, setting.compilers(), setting.steps());
    Map<String, CheckCost> costs = new LinkedHashMap<>();
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    for (String compiler : grid.compilers()) {
      CompilerView view = new CompilerView(grid, compiler);
      CheckCost cost = CheckCost.of(view.changes(WITHOUT, OF_THE_DAY));
      costs.put(compiler, cost);
      criteria.put(compiler, criteria(view, cost));
    }
    return new Finding(
        criteria,
        grid.measurements(),
        new UserCopyReport(grid, WITHOUT, OF_THE_DAY, costs).exhibits(),
        "",
        grid.problems());
  }

  private static List<Criterion> criteria(CompilerView view, CheckCost cost) {
    return List.of(
        Criterion.all(
            "a copy runs more instructions with the check",
            Setting.WITHOUT_SLOW_CALL,
            view.test(WITHOUT, OF_THE_DAY, change -> change.instructions() > 0)),
        Criterion.figure(
                "nanoseconds that a check could take at most",
                Twin.edit(
                    "a check spins",
                    "support/cond_resched.c",
                    "int _cond_resched(void)\n{\n",
                    "int _cond_resched(void)\n{\n\tfor (volatile int i = 0; i < 1000; i++)\n\t\t;\n"),
                view.test(
                    WITHOUT, OF_THE_DAY, c -> Extra.of(c).upperNanos() >= CheckCost.CLAIMED_NANOS),
                Figure.atLeast(
                    CheckCost.CLAIMED_NANOS,
                    view.changes(WITHOUT, OF_THE_DAY).size() == view.grid().fastPaths().size()
                        ? cost.upperNanos()
                        : OptionalDouble.empty(),
                    "The article's figure."))
            .expecting(Verdict.REFUTED));
  }
}
