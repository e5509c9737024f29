package fastpath.lab.validate;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fast path with a preset that it makes sense under.
 *
 * @param fastPath one of kernelsrc's
 * @param quietly whether the quiet call is all, though interrupts could come
 */
public record Subject(FastPath fastPath, Preset preset, boolean quietly) {
  /**
   * Fast paths of one kind, and the presets that differ in what they do.
   *
   * @param quietly those presets under which no interrupt comes
   */
  public record Group(
      String title, List<FastPath> fastPaths, List<Preset> presets, List<Preset> quietly) {
    /** Interrupts come under every preset. */
    public Group(String title, List<FastPath> fastPaths, List<Preset> presets) {
      this(title, fastPaths, presets, List.of());
    }
  }

  /** Interrupts come where the fast path allows it. */
  public Subject(FastPath fastPath, Preset preset) {
    this(fastPath, preset, false);
  }

  /** All there are, in the order of the tables. */
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

  /** The presets that differ in preemption. */
  private static List<Preset> preemption(KernelSources sources) {
    List<Preset> presets = new ArrayList<>(sources.presets());
    presets.addAll(sources.models());
    presets.addAll(sources.remotes());
    return presets;
  }

  /**
   * False where the count is changed in several instructions: an interrupt between them is a fault
   * that a claim shows, and comes only where that preset is asked for.
   */
  private static boolean countsAtOnce(Preset preset) {
    return !preset.enabled("PREEMPT_COUNT_GENERIC") && !preset.enabled("PREEMPT_COUNT_LOAD_STORE");
  }

  /**
   * The part of them that is asked for.
   *
   * @param names of fast paths; empty for all
   * @param configs empty for each group's own; where no fast path is named, a preset goes to the
   *     groups that have it, and a config of the user's to all
   */
  public static List<Group> select(KernelSources sources, Set<String> names, List<Preset> configs) {
    return groups(sources).stream()
        .map(group -> select(group, names, configs))
        .filter(group -> !group.fastPaths().isEmpty() && !group.presets().isEmpty())
        .toList();
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

  /** All combinations of a group that make sense. */
  public static Stream<Subject> of(Group group) {
    return group.fastPaths().stream()
        .flatMap(
            fastPath ->
                group.presets().stream()
                    .map(p -> new Subject(fastPath, p, group.quietly().contains(p))))
        .filter(subject -> subject.fastPath.isUnder(subject.preset));
  }

  /** True where it is run with interrupts from outside as well; if not, the quiet call is all. */
  public boolean isInterrupted() {
    return !quietly && fastPath.alone().isEmpty() && canWait();
  }

  /**
   * What a scenario waits for comes from another CPU once this one halts. One that polls never
   * does; and in a lazy kernel others ask with urgency, of which {@link Promise} knows nothing.
   */
  private boolean canWait() {
    return fastPath.waitsFor().isEmpty()
        || !preset.enabled("IDLE_POLL") && !preset.enabled("PREEMPT_LAZY");
  }
}
