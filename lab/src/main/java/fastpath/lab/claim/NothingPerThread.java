package fastpath.lab.claim;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Run with {@code fastpath reproduce nothing-per-thread}. Looked at: the count of a thread that has
 * just lost the CPU, at every switch of a scenario in which threads sleep and are preempted, under
 * every preset that counts and keeps thread_info on the stack. Expected: nothing but PREEMPT_ACTIVE
 * tells one from another: CONFIRMED. Broken twin: a thread that sleeps with preemption off.
 */
final class NothingPerThread implements Claim {
  private static final String SCENARIO = "not-running";

  /** What the scheduler's own region leaves in the count while it switches. */
  private static final int OWN_REGION = 1;

  /** The flag, where it is folded in: it is the CPU's. */
  private static final int FLAG = 0x8000_0000;

  /** What the scenario saw of the counts at its switches. */
  private record Counts(Scenario scenario) {
    /** The scenario says where thread_info has the count, and which bit of it PREEMPT_ACTIVE is. */
    private List<Integer> all() {
      int word = scenario.values().getFirst() / Integer.BYTES;
      return scenario.threadInfos().stream().map(words -> words.get(word) & ~FLAG).toList();
    }

    private int active() {
      return scenario.values().get(1);
    }

    boolean onlyOwnRegion() {
      return !all().isEmpty() && all().stream().allMatch(c -> (c & ~active()) == OWN_REGION);
    }

    boolean activeDiffers() {
      return all().stream().map(count -> count & active()).distinct().count() > 1;
    }

    String seen() {
      return new TreeSet<>(all())
          .stream()
              .map(count -> "0x" + Integer.toHexString(count))
              .collect(Collectors.joining(" "));
    }

    Criterion.Case shows(boolean shown) {
      return new Criterion.Case(scenario.preset().shortName(), shown);
    }
  }

  @Override
  public String name() {
    return "nothing-per-thread";
  }

  @Override
  public String title() {
    return "nothing about the count is a thread's, but PREEMPT_ACTIVE";
  }

  @Override
  public String section() {
    return "Optimizing full preemption";
  }

  @Override
  public String statement() {
    return "Almost nothing in the count is specific to a thread: it is zero for each that does not"
        + " run, so it belongs to the CPU. Only PREEMPT_ACTIVE is a thread's, and must be kept for"
        + " it.";
  }

  @Override
  public String note() {
    return "To the letter it is one, not zero: the scheduler switches inside a region of its own,"
        + " which is the same for every thread. The kernel saved and restored the whole count for"
        + " PREEMPT_ACTIVE's sake.";
  }

  @Override
  public Verdict expected() {
    return Verdict.CONFIRMED;
  }

  @Override
  public Preset broken(Preset preset) {
    return preset.with("LAB_SLEEP_IN_REGION");
  }

  @Override
  public Finding evaluate(Setting setting) {
    List<Preset> presets =
        setting.only(this, variants()).stream().filter(NothingPerThread::canTell).toList();
    setting.steps().expect(presets.size() * setting.compilers().size());
    Problems problems = new Problems();
    Map<String, List<Counts>> counts = new LinkedHashMap<>();
    for (Compiler compiler : setting.compilers()) {
      counts.put(
          compiler.name(),
          presets.parallelStream()
              .flatMap(preset -> observe(setting, preset, compiler, problems).stream())
              .toList());
    }
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    counts.forEach((compiler, all) -> criteria.put(compiler, criteria(all)));
    return new Finding(
        criteria,
        counts.values().stream()
            .flatMap(List::stream)
            .map(seen -> seen.scenario.measurement())
            .toList(),
        List.of(figures(presets, counts)),
        "",
        problems.lines());
  }

  private static List<Preset> variants() {
    return Stream.concat(KernelSources.presets().stream(), KernelSources.models().stream())
        .toList();
  }

  /** It counts, and thread_info is where a stack tells. */
  private static boolean canTell(Preset preset) {
    return preset.enabled("PREEMPT_COUNT") && !preset.enabled("THREAD_INFO_IN_TASK");
  }

  private static Optional<Counts> observe(
      Setting setting, Preset preset, Compiler compiler, Problems problems) {
    Optional<Counts> counts =
        problems.attempt(
            Problems.place(SCENARIO, preset, compiler),
            () -> new Counts(Scenario.play(setting.workshop(), SCENARIO, preset, compiler)));
    setting.steps().done(preset.shortName());
    return counts;
  }

  private static List<Criterion> criteria(List<Counts> all) {
    return List.of(
        new Criterion(
            "a thread that does not run: nothing in its count but PREEMPT_ACTIVE, and the region"
                + " that the scheduler switches in",
            all.stream().map(counts -> counts.shows(counts.onlyOwnRegion())).toList()),
        new Criterion(
            "a kernel that preempts: PREEMPT_ACTIVE is set for a thread that was preempted, clear"
                + " for one that sleeps",
            all.stream()
                .filter(counts -> counts.scenario.preset().enabled("PREEMPT"))
                .map(counts -> counts.shows(counts.activeDiffers()))
                .toList()));
  }

  private static Exhibit figures(List<Preset> presets, Map<String, List<Counts>> counts) {
    return columns -> {
      TextTable table = new TextTable();
      List<Object> head = new ArrayList<>(List.of("counts seen"));
      head.addAll(counts.keySet());
      table.row(head);
      for (Preset preset : presets) {
        List<Object> row = new ArrayList<>(List.of("  " + preset.shortName()));
        counts.values().forEach(all -> row.add(seen(all, preset)));
        table.row(row);
      }
      List<String> lines = new ArrayList<>(table.lines());
      lines.add("");
      return lines;
    };
  }

  private static String seen(List<Counts> all, Preset preset) {
    return all.stream()
        .filter(counts -> counts.scenario.preset().equals(preset))
        .map(Counts::seen)
        .findFirst()
        .orElse("?");
  }
}
