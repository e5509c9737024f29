package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.evidence.Mix;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Comparison;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Figure;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.PreemptionOn;
import fastpath.lab.workshop.WakeUpDelay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A claim that {@code fastpath reproduce almost-anywhere} evaluates. The claim interrupts three
 * system calls at each of their instructions and wakes a more urgent thread, under the voluntary
 * (K313v) and the full preemption (K313p) of 3.13. The expected verdict is CONFIRMED. Under full
 * preemption the return from the interrupt switches to the woken thread at almost every instruction
 * at which preemption is on. Under voluntary preemption the return switches at hardly any
 * instruction.
 */
final class AlmostAnywhere implements Claim {
  /**
   * Period of the timer in instructions, longer than any call, so that no tick interrupts a call.
   */
  private static final long NO_TICK = 1_000_000;

  private static final double ALMOST_ALL = 0.9;
  private static final double FEW = 0.05;

  /**
   * The wake-up delay of one system call under one kernel.
   *
   * @param on number of the call's instructions at which preemption is on
   */
  private record Interrupted(WakeUpDelay delay, long on) {
    boolean is(FastPath call, String model) {
      return delay.fastPath().equals(call) && delay.preset().shortName().equals(model);
    }
  }

  @Override
  public String name() {
    return "almost-anywhere";
  }

  @Override
  public String title() {
    return "full preemption is possible almost anywhere, voluntary at certain places";
  }

  @Override
  public String section() {
    return "The problem with full preemption";
  }

  @Override
  public String statement() {
    return "Under voluntary preemption a thread that runs in the kernel loses the "
        + "CPU at certain places only. Under full preemption it can lose the CPU "
        + "almost anywhere where preemption has not been disabled.";
  }

  @Override
  public String note() {
    return "Preemption is off in regions, including those of spinlocks, while "
        + "interrupts are off, and in the scheduler. The kernels are those of "
        + "3.13, because the lab can read their count at every instruction. "
        + "Preemption is possible at the same places in 3.11.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Finding evaluate(Setting setting) {
    KernelSources sources = setting.sources();
    List<Preset> presets =
        setting.only(sources.presetsNamed(Mix.VOLUNTARY_AFTER, Mix.FULL_AFTER)).stream()
            .map(Mix::withUserAccess)
            .toList();
    Problems problems = new Problems();
    Map<String, List<Interrupted>> delays = new LinkedHashMap<>();
    setting.steps().expect(presets.size() * Mix.calls(sources).size() * setting.compilers().size());
    for (Compiler compiler : setting.compilers()) {
      delays.put(compiler.name(), delays(setting, presets, compiler, problems));
    }
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    delays.forEach((compiler, all) -> criteria.put(compiler, criteria(sources, all)));
    return new Finding(
        criteria,
        List.of(),
        List.of(Exhibit.legend(presets), Exhibit.gap(), table(delays)),
        "",
        problems.lines());
  }

  private static List<Interrupted> delays(
      Setting setting, List<Preset> presets, Compiler compiler, Problems problems) {
    record Task(FastPath call, Preset preset) {}
    List<Task> tasks = new ArrayList<>();
    Mix.calls(setting.sources())
        .forEach(call -> presets.forEach(preset -> tasks.add(new Task(call, preset))));
    return tasks.parallelStream()
        .map(task -> {
          String place = Problems.place(task.call.name(), task.preset, compiler);
          Optional<Interrupted> delay =
              problems.attempt(place, () -> interrupted(setting, task.call, task.preset, compiler));
          setting.steps().done(place);
          return delay;
        })
        .flatMap(Optional::stream)
        .toList();
  }

  private static Interrupted interrupted(
      Setting setting, FastPath call, Preset preset, Compiler compiler) {
    return new Interrupted(
        WakeUpDelay.of(setting.workshop(), call, preset, compiler, NO_TICK),
        PreemptionOn.instructions(setting.workshop(), call, preset, compiler));
  }

  private static List<Criterion> criteria(KernelSources sources, List<Interrupted> delays) {
    return List.of(
        Criterion.figure(
            "full preemption (K313p): share of the instructions with preemption on "
                + "at which an interrupt's return switches to the woken thread",
            Twin.without("PREEMPT", "PREEMPT_RCU").only(Mix.FULL_AFTER),
            cases(sources, delays, Mix.FULL_AFTER),
            Figure.atLeast(
                ALMOST_ALL,
                share(sources, delays, Mix.FULL_AFTER),
                "\"Almost anywhere\" is taken to be at nine of ten instructions.")),
        Criterion.figure(
            "voluntary preemption (K313v): share of the instructions with preemption "
                + "on at which an interrupt's return switches to the woken thread",
            Twin.with("PREEMPT").and(Twin.with("PREEMPT_COUNT")).only(Mix.VOLUNTARY_AFTER),
            cases(sources, delays, Mix.VOLUNTARY_AFTER),
            Figure.atMost(
                FEW,
                share(sources, delays, Mix.VOLUNTARY_AFTER),
                "Only a few instructions of a call are a preemption point or stand "
                    + "directly before one.")));
  }

  private static List<Case> cases(KernelSources sources, List<Interrupted> delays, String model) {
    return Mix.calls(sources).stream()
        .map(call ->
            new Case(
                call.name(),
                of(delays, call, model).map(i -> Answer.of(i.on > 0)).orElse(Answer.missing())))
        .toList();
  }

  private static Optional<Interrupted> of(List<Interrupted> delays, FastPath call, String model) {
    return delays.stream().filter(i -> i.is(call, model)).findFirst();
  }

  /**
   * Returns the share of the instructions with preemption on at which the thread runs on the
   * interrupt's return, over all calls; empty unless each call was interrupted.
   */
  private static OptionalDouble share(
      KernelSources sources, List<Interrupted> delays, String model) {
    List<Interrupted> all =
        Mix.calls(sources).stream().flatMap(call -> of(delays, call, model).stream()).toList();
    double on = all.stream().mapToLong(Interrupted::on).sum();
    return all.size() == Mix.calls(sources).size() && on > 0
        ? OptionalDouble.of(all.stream().mapToLong(i -> i.delay.shared()).sum() / on)
        : OptionalDouble.empty();
  }

  private static Exhibit table(Map<String, List<Interrupted>> delays) {
    return columns -> {
      TextTable table = new TextTable().left(1);
      table.row(
          "call", "kernel", "compiler", "instructions", "preemption on", "on the way back", "%");
      delays.forEach((compiler, all) -> all.forEach(i -> table.row(row(i, compiler))));
      List<String> lines = new ArrayList<>(table.lines());
      lines.add("");
      return lines;
    };
  }

  private static List<Object> row(Interrupted i, String compiler) {
    return List.of(
        i.delay.fastPath().name(),
        i.delay.preset().shortName(),
        compiler,
        i.delay.runs(),
        i.on,
        i.delay.shared(),
        Comparison.say("%.0f", 100.0 * i.delay.shared() / i.on));
  }
}
