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
 */
public record Subject(FastPath fastPath, Preset preset) {
  /** Fast paths of one kind, and the presets that differ in what they do. */
  public record Group(String title, List<FastPath> fastPaths, List<Preset> presets) {}

  /** All there are, in the order of the tables. */
  public static List<Group> groups(KernelSources sources) {
    List<Preset> preemption = preemption(sources);
    List<Preset> userAccess = sources.userAccessPresets();
    List<FastPath> accesses = new ArrayList<>(sources.userAccess());
    List<FastPath> scenarios = new ArrayList<>();
    for (FastPath scenario : sources.contexts()) {
      (preemption.stream().anyMatch(scenario::isUnder) ? scenarios : accesses).add(scenario);
    }
    return List.of(
        new Group("fast paths", sources.fastPaths(), preemption),
        new Group("copies", sources.copies(), sources.checks()),
        new Group("user access", accesses, userAccess),
        new Group("contexts", scenarios, preemption));
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
   * that a claim shows.
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
            : configs.stream().filter(c -> !names.isEmpty() || fits(group, c)).toList());
  }

  private static boolean fits(Group group, Preset config) {
    return group.presets().contains(config)
        || KernelSources.BASE.preset(config.shortName()).isEmpty();
  }

  static Stream<Subject> of(Group group) {
    return group.fastPaths().stream()
        .flatMap(fastPath -> group.presets().stream().map(preset -> new Subject(fastPath, preset)))
        .filter(subject -> subject.fastPath.isUnder(subject.preset));
  }

  /** True where it is run with interrupts from outside as well; if not, the quiet call is all. */
  public boolean isInterrupted() {
    return fastPath.alone().isEmpty() && canWait() && countsAtOnce(preset);
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
