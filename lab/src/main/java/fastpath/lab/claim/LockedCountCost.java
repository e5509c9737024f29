package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Primitives;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A claim that {@code fastpath reproduce locked-count-cost} evaluates. The claim compares the
 * folded count (V3) with the same count changed by locked instructions only (SL), which would
 * remove the race too. The expected verdict is CONFIRMED. Every region executes two locked
 * instructions more.
 */
final class LockedCountCost implements RegionComparison {
  private static final String PLAIN = "V3";
  private static final String LOCKED = "SL";

  /** Number of locked instructions of a region: one at its start and one at its end. */
  private static final int CHANGES = 2;

  private static final double TOLERANCE = 0.01;

  @Override
  public String name() {
    return "locked-count-cost";
  }

  @Override
  public String title() {
    return "atomic changes of the count would cost two locked instructions a region";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "A per-CPU count can be changed without expensive atomic operations. "
        + "Atomic changes, so that other CPUs may write to the count, would give "
        + "up that advantage.";
  }

  @Override
  public String note() {
    return "This claim counts instructions, not time. Measured elsewhere "
        + "(uops.info, Alder Lake-P): lock inc of a word in memory takes 18 "
        + "cycles; inc without lock has a latency of about 6 cycles, and one can "
        + "start each cycle.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public List<Preset> variants(KernelSources sources) {
    return sources.presetsNamed(PLAIN, LOCKED);
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        Criterion.all(
            "two locked instructions more for each region",
            Twin.without("PREEMPT_COUNT_LOCKED"),
            view.test(PLAIN, LOCKED, LockedCountCost::twoForEachRegion)),
        Criterion.figure(
            "instructions of a call, as a multiple of those with the unlocked count: no more",
            Twin.without("PREEMPT_COUNT_LOCKED")
                .and(Twin.with("PREEMPT_COUNT_LOAD_STORE"))
                .only(LOCKED),
            view.test(PLAIN, LOCKED, change -> change.instructions() <= 0),
            new Figure(
                ratio(view),
                1 - TOLERANCE,
                1 + TOLERANCE,
                "Only the lock prefix costs; the small margin is for a compiler that "
                    + "lays out a loop differently.")));
  }

  private static Double ratio(CompilerView view) {
    OptionalDouble ratio =
        view.ratio(
            LOCKED, PLAIN, m -> m.counters().instructions(), m -> m.counters().instructions());
    return ratio.isPresent() ? ratio.getAsDouble() : null;
  }

  private static boolean twoForEachRegion(VariantPair change) {
    long regions = Primitives.countsUp(change.before());
    return regions > 0 && change.locked() == CHANGES * regions;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS, Column.mean("locked", Measurement::locked), Column.ACCESSES);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "A call executes %s locked instructions, of %s in all; with the unlocked "
            + "count it executes %s.",
        Comparison.each(views, "%.1f", view -> view.mean(LOCKED, Measurement::locked)),
        Comparison.each(views, "%.1f", view -> view.instructions(LOCKED)),
        Comparison.each(views, "%.1f", view -> view.mean(PLAIN, Measurement::locked)));
  }
}
