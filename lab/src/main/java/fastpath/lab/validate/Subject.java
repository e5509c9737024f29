package fastpath.lab.validate;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fast path with a preset under which it can be run.
 *
 * @param fastPath a fast path of kernelsrc
 * @param quietly true if the call is run without interrupts, although interrupts would be possible
 */
public record Subject(FastPath fastPath, Preset preset, boolean quietly) {
  /**
   * Fast paths of one kind, with the presets that change their behaviour.
   *
   * @param quietly the presets under which the calls are run without interrupts
   */
  public record Group(
      String title, List<FastPath> fastPaths, List<Preset> presets, List<Preset> quietly) {
    /** Creates a group whose calls are run with interrupts under every preset. */
    public Group(String title, List<FastPath> fastPaths, List<Preset> presets) {
      this(title, fastPaths, presets, List.of());
    }
  }

  /** Creates a subject that is run with interrupts if the fast path allows them. */
  public Subject(FastPath fastPath, Preset preset) {
    this(fastPath, preset, false);
  }

  /** Returns all groups, in the order of the tables. */
  public static List<Group> groups(KernelSources sources) {
    List<Preset> preemption = preemption(sources);
    List<Preset> apart = preemption.stream().filter(preset -> !countsAtOnce(preset)).toList();
    List<Preset> userAccess = sources.userAccessPresets();
    List<FastPath> accesses = new ArrayList<>(sources.userAccess());
    List<FastPath> scenarios = new ArrayList<>();
    for (FastPath scenario : sources.contexts()) {
      (preemption.stream().anyMatch(scenario::isUnder) ? scenarios : accesses).add(scenario);
    }
    return List.of(
        new Group("fast paths", sources.fastPaths(), preemption, apart),
        new Group("copies", sources.copies(), sources.checks()),
        new Group("user access", accesses, userAccess),
        new Group("contexts", scenarios, preemption, apart));
  }

  /** Returns the presets that differ in their preemption model. */
  private static List<Preset> preemption(KernelSources sources) {
    List<Preset> presets = new ArrayList<>(sources.presets());
    presets.addAll(sources.models());
    presets.addAll(sources.remotes());
    return presets;
  }

  /**
   * True if one instruction changes preempt_count. Where several instructions change the count, an
   * interrupt between them is a fault, which a claim shows. Such a preset is run with interrupts
   * only if the user names it.
   */
  private static boolean countsAtOnce(Preset preset) {
    return !preset.enabled("PREEMPT_COUNT_GENERIC") && !preset.enabled("PREEMPT_COUNT_LOAD_STORE");
  }

  /**
   * Returns the part of the groups that the user asked for.
   *
   * @param names names of fast paths; empty for all
   * @param configs presets and configs; empty for each group's own presets. If no fast path is
   *     named, a preset applies to the groups that have it, and a user's config to all groups
   */
  public static List<Group> select(KernelSources sources, Set<String> names, List<Preset> configs) {
    return groups(sources).stream()
        .map(group -> select(group, names, configs))
        .filter(group -> !group.fastPaths().isEmpty() && !group.presets().isEmpty())
        .toList();
  }

  /** Returns the names of all fast paths and scenarios that can be validated. */
  public static Stream<String> names(KernelSources sources) {
    return groups(sources).stream().flatMap(g -> g.fastPaths().stream()).map(FastPath::name);
  }

  private static Group select(Group group, Set<String> names, List<Preset> configs) {
    return new Group(
        group.title(),
        group.fastPaths().stream()
            .filter(h -> names.isEmpty() || names.contains(h.name()))
            .toList(),
        configs.isEmpty()
            ? group.presets()
            : configs.stream().filter(c -> !names.isEmpty() || fits(group, c)).toList(),
        configs.isEmpty() ? group.quietly() : List.of());
  }

  private static boolean fits(Group group, Preset config) {
    return group.presets().contains(config)
        || KernelSources.BASE.preset(config.shortName()).isEmpty();
  }

  /** Returns all possible combinations of a group. */
  public static Stream<Subject> of(Group group) {
    return group.fastPaths().stream()
        .flatMap(fastPath ->
            group.presets().stream()
                .map(p -> new Subject(fastPath, p, group.quietly().contains(p))))
        .filter(subject -> subject.fastPath.isUnder(subject.preset));
  }

  /** True if the subject is also run with external interrupts. */
  public boolean isInterrupted() {
    return !quietly && fastPath.alone().isEmpty() && canWait();
  }

  /**
   * True if the fast path waits for no interrupt, or that interrupt can arrive under the preset. An
   * interrupt that a fast path waits for comes from another CPU once this CPU halts. A scenario
   * that polls never halts. In a lazy kernel other CPUs request an urgent reschedule, which {@link
   * Promise} does not cover.
   */
  private boolean canWait() {
    return fastPath.waitsFor().isEmpty()
        || !preset.enabled("IDLE_POLL") && !preset.enabled("PREEMPT_LAZY");
  }
}
