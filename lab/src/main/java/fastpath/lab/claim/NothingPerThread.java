package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Answer;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Criterion;
import fastpath.lab.verdict.Criterion.Case;
import fastpath.lab.verdict.Exhibit;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Problems;
import fastpath.lab.verdict.Setting;
import fastpath.lab.verdict.Twin;
import fastpath.lab.verdict.Verdict;
import fastpath.lab.workshop.ScenarioRun;
import fastpath.lab.workshop.ScenarioRun.Switched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A claim that {@code fastpath reproduce nothing-per-thread} evaluates. The claim reads the preempt
 * count of each thread that has just lost the CPU, at every switch of scenarios in which threads
 * sleep and are preempted. The scenarios run under every preset that counts. The expected verdict
 * is CONFIRMED. The counts of the threads differ in PREEMPT_ACTIVE only.
 */
final class NothingPerThread implements Claim {
  /** The scenario in which a thread is preempted, and the preempting thread is preempted too. */
  private static final String SWITCHING = "switching";

  /** Scenarios that switch threads and need no external interrupt to end. */
  private static final List<String> SCENARIOS =
      List.of(
          "not-running",
          SWITCHING,
          "models",
          "about-to-sleep",
          "copy-fault",
          "rcu-reader",
          "rcu-reader-nested",
          "rcu-replace");

  private static final String SCHEDULER = "context/sched.c";

  private static final Twin ACTIVE_WHILE_ASLEEP =
      Twin.edit(
              "",
              SCHEDULER,
              "\tpreempt_disable();\n\tlocal_irq_disable();\n\tschedules++;\n",
              "\tif (!preempted)\n\t\tpreempt_count_add(PREEMPT_ACTIVE);\n"
                  + "\tpreempt_disable();\n\tlocal_irq_disable();\n\tschedules++;\n")
          .and(
              Twin.edit(
                  "",
                  SCHEDULER,
                  "\tpreempt_enable_no_resched();\n\tclobber_caller_saved();\n",
                  "\tpreempt_enable_no_resched();\n"
                      + "\tif (!preempted)\n\t\tpreempt_count_sub(PREEMPT_ACTIVE);\n"
                      + "\tclobber_caller_saved();\n"))
          .named("PREEMPT_ACTIVE set for threads that sleep");

  /**
   * The part of the count that the scheduler's own region adds while the scheduler switches
   * threads.
   */
  private static final int OWN_REGION = 1;

  /**
   * The NEED_RESCHED flag, in the counts of variants that fold the flag into the count. The flag
   * belongs to the CPU and not to a thread.
   */
  private static final int FLAG = 0x8000_0000;

  /** The counts that the scenarios of one preset recorded at their switches. */
  private record Counts(Preset preset, List<ScenarioRun> scenarios) {
    private Stream<Switched> switched() {
      return scenarios.stream().flatMap(scenario -> scenario.switched().stream());
    }

    private List<Integer> all() {
      return switched().map(thread -> thread.count() & ~FLAG).toList();
    }

    private boolean isActive(int count) {
      return (count & preemptActive()) != 0;
    }

    /** Returns the bit of PREEMPT_ACTIVE in the count; 0 if no scenario ran. */
    private int preemptActive() {
      return scenarios.stream().mapToInt(ScenarioRun::preemptActive).findFirst().orElse(0);
    }

    boolean onlyOwnRegion() {
      int active = preemptActive();
      return !all().isEmpty() && all().stream().allMatch(c -> (c & ~active) == OWN_REGION);
    }

    boolean activeIsOfThosePreempted() {
      return all().stream().anyMatch(this::isActive)
          && switched().anyMatch(Switched::sleeps)
          && switched().noneMatch(thread -> thread.sleeps() && isActive(thread.count()));
    }

    /**
     * True if the trace and the counts of scenario "switching" are those that the scenario's file
     * states for this preset.
     */
    boolean comesBack() {
      return scenarios.stream()
          .filter(scenario -> scenario.measurement().fastPath().equals(SWITCHING))
          .allMatch(this::isAsExpected);
    }

    private boolean isAsExpected(ScenarioRun scenario) {
      return KernelSources.BASE.contexts().stream()
          .filter(file -> file.name().equals(SWITCHING))
          .flatMap(file -> file.expected(preset).stream())
          .anyMatch(expected ->
              expected.trace().equals(scenario.trace())
                  && expected.values().stream()
                      .map(Long::intValue)
                      .toList()
                      .equals(scenario.values()));
    }

    /** Returns each recorded count with the number of switches at which the count was recorded. */
    String seen() {
      Map<Integer, Long> times = new TreeMap<>();
      all().forEach(count -> times.merge(count, 1L, Long::sum));
      return times.entrySet().stream()
          .map(e -> "0x" + Integer.toHexString(e.getKey()) + " x" + e.getValue())
          .collect(Collectors.joining(", "));
    }

    /**
     * Returns the case of this preset; its answer is missing unless every scenario has run to its
     * end.
     */
    Case answer(boolean shown) {
      boolean complete = scenarios.size() == SCENARIOS.size();
      return new Case(preset.shortName(), complete ? Answer.of(shown) : Answer.missing());
    }
  }

  @Override
  public String name() {
    return "nothing-per-thread";
  }

  @Override
  public String title() {
    return "nothing in the count belongs to a thread, except PREEMPT_ACTIVE";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "Almost nothing in the count belongs to a thread: the count is zero for "
        + "every thread that does not run, so it belongs to the CPU. Only "
        + "PREEMPT_ACTIVE belongs to a thread and must be saved for it.";
  }

  @Override
  public String note() {
    return "Strictly, the count of a thread that does not run is one, because the "
        + "scheduler switches inside a region of its own, which is the same for "
        + "every thread. The kernel saved and restored the whole count to keep "
        + "PREEMPT_ACTIVE.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Finding evaluate(Setting setting) {
    List<Preset> presets =
        setting.only(variants(setting.sources())).stream()
            .filter(p -> p.enabled("PREEMPT_COUNT"))
            .toList();
    setting.steps().expect(presets.size() * setting.compilers().size());
    Problems problems = new Problems();
    Map<String, List<Counts>> counts = new LinkedHashMap<>();
    for (Compiler compiler : setting.compilers()) {
      counts.put(
          compiler.name(),
          presets.parallelStream()
              .map(preset -> observe(setting, preset, compiler, problems))
              .toList());
    }
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    counts.forEach((compiler, all) -> criteria.put(compiler, criteria(all)));
    return new Finding(
        criteria,
        counts.values().stream()
            .flatMap(List::stream)
            .flatMap(seen -> seen.scenarios().stream())
            .map(ScenarioRun::measurement)
            .toList(),
        List.of(figures(presets, counts)),
        "",
        problems.lines());
  }

  private static List<Preset> variants(KernelSources sources) {
    return Stream.concat(sources.presets().stream(), sources.models().stream()).toList();
  }

  private static Counts observe(
      Setting setting, Preset preset, Compiler compiler, Problems problems) {
    List<ScenarioRun> scenarios =
        SCENARIOS.stream()
            .map(name ->
                problems.attempt(
                    Problems.place(name, preset, compiler),
                    () -> ScenarioRun.play(setting.workshop(), name, preset, compiler)))
            .flatMap(Optional::stream)
            .toList();
    setting.steps().done(preset.shortName());
    return new Counts(preset, scenarios);
  }

  private static List<Criterion> criteria(List<Counts> all) {
    return List.of(
        Criterion.all(
            "the count of a thread that does not run has nothing but PREEMPT_ACTIVE "
                + "and the scheduler's own region",
            Twin.with("LAB_SLEEP_IN_REGION"),
            all.stream().map(c -> c.answer(c.onlyOwnRegion())).toList()),
        Criterion.all(
            "in a preemptible kernel PREEMPT_ACTIVE is set for threads that were "
                + "preempted, and clear for threads that sleep",
            ACTIVE_WHILE_ASLEEP,
            all.stream().map(NothingPerThread::active).toList()),
        Criterion.all(
            "a thread gets back the count with which it was switched away, and the "
                + "next thread starts without it",
            Twin.edit(
                "a switch does not change the CPU's count",
                SCHEDULER,
                "\tthis_cpu_write(__preempt_count, task_thread_info(next)->preempt_count);\n",
                ""),
            all.stream().map(c -> c.answer(c.comesBack())).toList()));
  }

  private static Case active(Counts counts) {
    Preset preset = counts.preset();
    return preset.enabled("PREEMPT")
        ? counts.answer(counts.activeIsOfThosePreempted())
        : new Case(preset.shortName(), Answer.notApplicable("does not preempt"));
  }

  private static Exhibit figures(List<Preset> presets, Map<String, List<Counts>> counts) {
    return columns -> {
      TextTable table = new TextTable();
      List<Object> head = new ArrayList<>(List.of(""));
      head.addAll(counts.keySet());
      table.row(head);
      for (Preset preset : presets) {
        List<Object> row = new ArrayList<>(List.of("  " + preset.shortName()));
        counts.values().forEach(all -> row.add(seen(all, preset)));
        table.row(row);
      }
      List<String> lines = new ArrayList<>(Exhibit.text(CAPTION).lines(columns));
      lines.addAll(table.lines());
      lines.add("");
      return lines;
    };
  }

  private static final String CAPTION =
      "The counts of threads that have just lost the CPU (without a folded "
          + "flag), and the number of switches with each, in "
          + String.join(", ", SCENARIOS);

  private static String seen(List<Counts> all, Preset preset) {
    return all.stream()
        .filter(counts -> counts.preset().equals(preset) && !counts.scenarios().isEmpty())
        .map(Counts::seen)
        .findFirst()
        .orElse("-");
  }
}
