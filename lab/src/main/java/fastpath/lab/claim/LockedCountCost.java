package fastpath.lab.claim;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.RegionComparison;
import fastpath.lab.table.Column;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.VariantPair;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Measurement;
import java.util.List;

/**
 * Run with {@code fastpath reproduce locked-count-cost}. Compared: the folded count as it is (V3)
 * and with every change locked (SL), which would close the race too. Expected: every region takes
 * two locked instructions that it did not take before: CONFIRMED. Broken twin: not locked.
 */
final class LockedCountCost implements RegionComparison {
  private static final String PLAIN = "V3";
  private static final String LOCKED = "SL";

  /** A region is entered and left. */
  private static final int CHANGES = 2;

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
    return "A per-CPU count can be changed without expensive atomic operations, and to make it"
        + " atomic so that other CPUs may write to it would take that away.";
  }

  @Override
  public String note() {
    return "Instructions are counted here, not time. Measured elsewhere (uops.info, Alder Lake-P):"
        + " lock inc of a word in memory takes 18 cycles; inc has a latency of about 6, and one"
        + " can begin each cycle.";
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
  public Preset broken(Preset preset) {
    return preset.without("PREEMPT_COUNT_LOCKED");
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        VariantPair.criterion(
            "two locked instructions more, or a multiple of two",
            view.changes(PLAIN, LOCKED),
            change -> change.locked() > 0 && change.locked() % CHANGES == 0),
        VariantPair.criterion(
            "and no other instruction",
            view.changes(PLAIN, LOCKED),
            change -> change.instructions() == 0));
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.INSTRUCTIONS, Column.mean("locked", Measurement::locked), Column.ACCESSES);
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "A call takes %s locked instructions, of %s in all, where it took %s.",
        Comparison.each(views, "%.1f", view -> view.mean(LOCKED, Measurement::locked)),
        Comparison.each(views, "%.1f", view -> view.instructions(LOCKED)),
        Comparison.each(views, "%.1f", view -> view.mean(PLAIN, Measurement::locked)));
  }
}
