package fastpath.lab.claim;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Mix;
import fastpath.lab.evidence.Primitives;
import fastpath.lab.table.Column;
import fastpath.lab.table.VariantTable;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A claim that {@code fastpath reproduce small-chance} evaluates. The claim lists every place
 * between two memory accesses of three system calls at which another CPU could set NEED_RESCHED in
 * the count (V3). The flag is lost at the places inside a change of the count, between load and
 * store, and the claim counts these places. The expected verdict is CONFIRMED. The flag is lost at
 * a few places in a hundred.
 */
final class SmallChance implements Comparison {
  private static final String FOLDED = "V3";

  /** Upper bound of a share that counts as small. */
  private static final double A_TENTH = 0.1;

  /**
   * Lower bound of the share, one place in ten thousand: calls of this length would lose no flag
   * with a smaller share.
   */
  private static final double NONE = 0.0001;

  @Override
  public String name() {
    return "small-chance";
  }

  @Override
  public String title() {
    return "the chance that a change of the count loses the flag is small";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "When a CPU changes its count, there is a small chance that it races "
        + "with another CPU that is setting the flag there, and that the flag is "
        + "lost.";
  }

  @Override
  public String note() {
    return "The figure is the share of places in a call. If all places are equally "
        + "likely, it is the chance of losing a flag that is set during a call. "
        + "Claim linus-race shows that the flag is lost at these places, and that "
        + "the tick finds the flag in thread_info.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<FastPath> fastPaths(KernelSources sources) {
    return Mix.calls(sources);
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(FOLDED);
  }

  @Override
  public Preset complete(Preset preset) {
    return Mix.withUserAccess(preset);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.figure(
            "share of the places between two memory accesses at which a flag that "
                + "another CPU sets is lost",
            Twin.with("PREEMPT_COUNT_LOCKED"),
            view.test(FOLDED, FOLDED, change -> Primitives.changes(change.after()) > 0),
            new Figure(
                share(view),
                NONE,
                A_TENTH,
                "\"Small\" is taken to be less than one in ten, and more than none.")));
  }

  /**
   * Returns the changes of the count as a share of the memory accesses of all calls; null unless
   * every call was measured.
   */
  private static Double share(CompilerView view) {
    OptionalDouble share =
        view.ratio(FOLDED, FOLDED, Primitives::changes, Measurement::memoryAccesses);
    return share.isPresent() ? share.getAsDouble() : null;
  }

  @Override
  public Exhibit figures(List<CompilerView> views) {
    return new VariantTable(
        views,
        ": a system call, mean",
        List.of(
            Column.INSTRUCTIONS,
            Column.ACCESSES,
            Column.mean("changes of the count", Primitives::changes)));
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Of the %s memory accesses of a call, %s are changes of the count during "
            + "which a flag is lost, mean.",
        Comparison.each(views, "%.0f", view -> view.mean(FOLDED, Measurement::memoryAccesses)),
        Comparison.each(views, "%.1f", view -> view.mean(FOLDED, Primitives::changes)));
  }
}
