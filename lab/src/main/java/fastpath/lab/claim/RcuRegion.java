package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.table.Column;
import fastpath.lab.table.VariantTable;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.ScenarioRun;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A claim that {@code fastpath reproduce rcu-region} evaluates. The claim runs an RCU read-side
 * region under every preset. Presets with preemption form three groups: full preemption without
 * PREEMPT_RCU, lazy preemption without PREEMPT_RCU, and presets with PREEMPT_RCU, whose readers may
 * be preempted. Inside the region a thread is woken, and then the reader passes a preemption point.
 * The expected verdict is PARTLY. A reschedule inside the region happens only with PREEMPT_RCU,
 * which 3.11 required of a preemptible kernel.
 */
final class RcuRegion implements Comparison {
  private static final String WITHOUT = "V0";
  private static final String PLACE = "preempt-in-reader";
  private static final String SCHED = "preempt-in-sched-reader";
  private static final String BH = "rcu-reader-bh";
  private static final String COST = "read-one";
  private static final String RCU = "include/linux/rcupdate.h";

  /**
   * Number of low bits of the probe's result that hold the preempt count; the bits above hold the
   * number of reschedules inside the region.
   */
  private static final int COUNT_BITS = 8;

  @Override
  public String name() {
    return "rcu-region";
  }

  @Override
  public String title() {
    return "an RCU read region disables preemption";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "An RCU read region disables preemption. For this reason a leaf with "
        + "such a region tests the count in a preemptible kernel.";
  }

  @Override
  public String note() {
    return "In 3.11 neither kind of RCU disabled preemption in this way. Without "
        + "PREEMPT a region was a compiler barrier. With PREEMPT readers could be "
        + "preempted, and each region made two calls, which also end a leaf. The "
        + "sentence is true of rcu_read_lock_sched(), rcu_read_lock_bh() and "
        + "spinlocks, and since 6.15 of kernels with PREEMPT_LAZY and without "
        + "PREEMPT_RCU (6.13 and 6.14 had PREEMPT_RCU in every preemptible kernel).";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public List<FastPath> fastPaths(KernelSources sources) {
    return sources.probes().stream()
        .filter(fastPath -> List.of(PLACE, SCHED, COST).contains(fastPath.name()))
        .toList();
  }

  /**
   * Returns the presets of all variants, and those presets of the models whose readers differ from
   * the variants' readers.
   */
  @Override
  public List<Preset> variants(KernelSources sources) {
    return Stream.concat(
            sources.presets().stream(),
            sources.models().stream()
                .filter(p -> !p.enabled("PREEMPT") || p.enabled("PREEMPT_LAZY") || nests(p)))
        .toList();
  }

  @Override
  public List<Criterion> criteria(CompilerView view) {
    return List.of(
        keepsAway(
            "full preemption without PREEMPT_RCU",
            Twin.with("PREEMPT_RCU"),
            RcuRegion::counts,
            PLACE,
            view),
        keepsAway(
            "PREEMPT_LAZY without PREEMPT_RCU, from 6.15",
            Twin.with("PREEMPT_RCU"),
            RcuRegion::lazy,
            PLACE,
            view),
        keepsAway(
                "full preemption with PREEMPT_RCU",
                Twin.without("PREEMPT_RCU", "PREEMPT_RCU_INLINE"),
                RcuRegion::nests,
                PLACE,
                view)
            .expecting(Verdict.REFUTED),
        keepsAway(
            "with PREEMPT_RCU, rcu_read_lock_sched()",
            Twin.edit(
                    "rcu_read_lock_sched() is rcu_read_lock()",
                    RCU,
                    "rcu_read_lock_sched(void)\n{\n\tpreempt_disable();",
                    "rcu_read_lock_sched(void)\n{\n\trcu_read_lock();")
                .and(
                    Twin.edit(
                        "",
                        RCU,
                        "rcu_read_unlock_sched(void)\n{\n\tpreempt_enable();",
                        "rcu_read_unlock_sched(void)\n{\n\trcu_read_unlock();"))
                .named("rcu_read_lock_sched() is rcu_read_lock()"),
            RcuRegion::nests,
            SCHED,
            view));
  }

  /**
   * In the scenario's trace, U is the woken thread, and r is what the reader reads inside its
   * region.
   */
  @Override
  public List<Criterion> scenes(
      Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    return List.of(
        Criterion.all(
            "with PREEMPT_RCU, rcu_read_lock_bh(): no reschedule happens inside the region",
            Twin.edit(
                    "rcu_read_lock_bh() is rcu_read_lock()",
                    RCU,
                    "local_bh_disable();",
                    "rcu_read_lock();")
                .and(Twin.edit("", RCU, "local_bh_enable();", "rcu_read_unlock();"))
                .named("rcu_read_lock_bh() is rcu_read_lock()"),
            presets.stream()
                .filter(preset -> nests(ofKernelsrc(preset)))
                .map(preset -> inBhReader(setting, preset, compiler, problems))
                .toList()));
  }

  private static Criterion.Case inBhReader(
      Setting setting, Preset preset, Compiler compiler, Problems problems) {
    return new Criterion.Case(
        preset.shortName(),
        problems
            .attempt(
                Problems.place(BH, preset, compiler),
                () -> ScenarioRun.play(setting.workshop(), BH, preset, compiler))
            .map(run -> Answer.of(run.trace().startsWith("rirU")))
            .orElse(Answer.missing()));
  }

  private static Preset ofKernelsrc(Preset preset) {
    return KernelSources.BASE.preset(preset.shortName()).orElse(preset);
  }

  private static boolean counts(Preset preset) {
    return preset.enabled("PREEMPT") && !nests(preset) && !lazy(preset);
  }

  private static boolean lazy(Preset preset) {
    return preset.enabled("PREEMPT_LAZY") && !nests(preset);
  }

  private static boolean nests(Preset preset) {
    return preset.enabled("PREEMPT") && preset.enabled("PREEMPT_RCU");
  }

  /**
   * Returns the criterion that no reschedule happens inside the region, for the presets of one kind
   * of kernel. The kind of a preset is decided by the preset's symbols in kernelsrc, also if a twin
   * changes the symbols.
   */
  private static Criterion keepsAway(
      String kind, Twin twin, Predicate<Preset> is, String probe, CompilerView view) {
    return Criterion.all(
        kind + ": no reschedule happens inside the region",
        twin,
        view.grid().presets().stream()
            .filter(preset -> is.test(ofKernelsrc(preset)))
            .map(preset ->
                new Criterion.Case(
                    preset.shortName(),
                    view.cell(probe, preset.shortName())
                        .map(cell -> Answer.of(count(cell) > 0 && inside(cell) == 0))
                        .orElse(Answer.missing())))
            .toList());
  }

  private static long count(Cell cell) {
    return cell.set().outcome().value() & (1 << COUNT_BITS) - 1;
  }

  private static long inside(Cell cell) {
    return cell.set().outcome().value() >>> COUNT_BITS;
  }

  /**
   * Returns a legend of names only, because the list of presets is long and their other properties
   * do not matter to the claim.
   */
  @Override
  public Exhibit legend(Grid grid) {
    return Exhibit.text(
        grid.presets().stream()
            .map(preset -> preset.shortName() + " " + preset.name())
            .collect(Collectors.joining(", ")));
  }

  @Override
  public Exhibit figures(List<CompilerView> views) {
    return new VariantTable(
        views,
        ": a read region around one load",
        List.of(
            of("count", PLACE, RcuRegion::count),
            of("preempted", PLACE, cell -> inside(cell) > 0 ? "inside" : "-"),
            of("instructions", COST, cell -> cell.measurement().counters().instructions()),
            of("calls", COST, cell -> cell.measurement().counters().calls()),
            of("loads+stores", COST, cell -> cell.measurement().memoryAccesses())));
  }

  private static Column of(String head, String fastPath, Function<Cell, Object> value) {
    return new Column(
        head,
        cells ->
            cells.stream()
                .filter(cell -> cell.fastPath().name().equals(fastPath))
                .map(value)
                .findFirst()
                .orElse("?")
                .toString());
  }

  @Override
  public String conclusion(List<CompilerView> views) {
    return Comparison.say(
        "Where readers only disable preemption, a region adds %s instructions to "
            + "%s, mean; with PREEMPT_RCU %s.",
        Comparison.each(views, "%.1f", view -> added(view, RcuRegion::counts)),
        WITHOUT,
        Comparison.each(views, "%.1f", view -> added(view, RcuRegion::nests)));
  }

  private static double added(CompilerView view, Predicate<Preset> kind) {
    long without = view.cell(COST, WITHOUT).map(RcuRegion::instructions).orElse(0L);
    return view.grid().presets().stream()
        .filter(kind)
        .flatMap(preset -> view.cell(COST, preset.shortName()).stream())
        .mapToLong(cell -> instructions(cell) - without)
        .average()
        .orElse(Double.NaN);
  }

  private static long instructions(Cell cell) {
    return cell.measurement().counters().instructions();
  }
}
