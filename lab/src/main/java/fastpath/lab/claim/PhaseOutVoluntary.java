package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Balance;
import fastpath.lab.evidence.BalanceTable;
import fastpath.lab.evidence.Mix;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.CompilerView;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.WakeUpDelay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A claim that {@code fastpath reproduce phase-out-voluntary} evaluates. The claim compares, within
 * each release, the cost of a system call, and the wait of a more urgent thread that an interrupt
 * wakes at each of the call's instructions. Voluntary preemption has no advantage left if full
 * preemption neither costs more nor makes the thread wait longer. The expected verdict is PARTLY.
 * Under full preemption no thread waits longer. Full preemption of 3.13 costs no more than
 * voluntary preemption of 3.10. 3.11 and 3.13 made voluntary preemption cheaper too, and full
 * preemption of 3.13 costs more than the voluntary preemption of its own release. Lazy preemption
 * of 6.15 costs no more than voluntary preemption chosen at boot.
 */
final class PhaseOutVoluntary implements Claim {
  /**
   * Period in instructions of a timer of 1000 Hz, on a CPU that retires one instruction per
   * nanosecond.
   */
  private static final long TICK = 1_000_000;

  private static final String CONCLUSION =
      "Voluntary preemption costs where a call may sleep, and full preemption "
          + "costs where a call leaves a region. A call that is one region, such as "
          + "futex-wake, makes a thread wait under every model. A path walk is one "
          + "region too, unless its readers may be preempted, as in K311p, K313p and "
          + "K615df.";

  @Override
  public String name() {
    return "phase-out-voluntary";
  }

  @Override
  public String title() {
    return "once full preemption is cheap, voluntary has no place";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "If the optimisations remove much of the cost of full preemption, the "
        + "voluntary mode could eventually be phased out.";
  }

  @Override
  public String note() {
    return "Two other changes removed most of the cost of voluntary preemption: "
        + "3.11 has no check in user access, and 3.13 finds the flag per CPU. Full "
        + "preemption stayed more expensive than that, by its counts and its "
        + "readers. Voluntary preemption was phased out eleven years later by a "
        + "different change: since 7.0 x86 has only full and lazy preemption. Lazy "
        + "preemption has the fast paths of full preemption and, without "
        + "PREEMPT_DYNAMIC, readers that only disable preemption (6.15). It "
        + "favours throughput by switching less: a thread that is not real-time "
        + "waits for the tick, here every million instructions, or for the return "
        + "to user mode, as without preemption.";
  }

  @Override
  public Verdict expected() {
    return Verdict.PARTLY;
  }

  @Override
  public Finding evaluate(Setting setting) {
    KernelSources sources = setting.sources();
    List<Preset> presets =
        setting.only(Mix.shipped(sources)).stream().map(Mix::withUserAccess).toList();
    Grid grid =
        Grid.fill(
            setting.workshop(), Mix.calls(sources), presets, setting.compilers(), setting.steps());
    Problems problems = new Problems();
    problems.addAll(grid.problems());
    List<WakeUpDelay> delays = delays(setting, awaited(setting, presets), problems);
    List<Balance> balances =
        grid.compilers().stream().map(c -> new Balance(new CompilerView(grid, c), delays)).toList();
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    balances.forEach(balance -> criteria.put(balance.view().compiler(), balance.criteria()));
    return new Finding(
        criteria,
        grid.measurements(),
        List.of(Exhibit.legend(presets), Exhibit.gap(), new BalanceTable(balances)),
        CONCLUSION,
        problems.lines());
  }

  /**
   * Returns the presets whose wake-up delays are measured: all presets, or only those of the
   * criteria if a broken kernel is evaluated.
   */
  private static List<Preset> awaited(Setting setting, List<Preset> presets) {
    List<String> needed = List.of(Mix.FULL_AFTER, Mix.VOLUNTARY_AFTER);
    return setting.twin().isEmpty()
        ? presets
        : presets.stream().filter(preset -> needed.contains(preset.shortName())).toList();
  }

  private static List<WakeUpDelay> delays(
      Setting setting, List<Preset> presets, Problems problems) {
    record Task(FastPath fastPath, Preset preset, Compiler compiler) {}
    List<Task> tasks = new ArrayList<>();
    for (FastPath fastPath : Mix.calls(setting.sources())) {
      for (Preset preset : presets) {
        setting.compilers().forEach(compiler -> tasks.add(new Task(fastPath, preset, compiler)));
      }
    }
    setting.steps().expect(tasks.size());
    return tasks.parallelStream()
        .map(task -> {
          String place = Problems.place(task.fastPath.name(), task.preset, task.compiler);
          Optional<WakeUpDelay> delay =
              problems.attempt(
                  place,
                  () ->
                      WakeUpDelay.of(
                          setting.workshop(), task.fastPath, task.preset, task.compiler, TICK));
          setting.steps().done(place);
          return delay;
        })
        .flatMap(Optional::stream)
        .toList();
  }
}
