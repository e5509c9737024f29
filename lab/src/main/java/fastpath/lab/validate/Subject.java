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
  /** What is for the presets of user access: those of preemption leave some of it out. */
  private static final Set<String> USER_ACCESS = Set.of("user-fault", "user-limits");

  /** One with so many threads that there is no room for the rivals. */
  private static final Set<String> WITHOUT_ROOM = Set.of("turns");

  /** Those that break the rules on purpose, so that their tests see it noticed. */
  private static final Set<String> BROKEN = Set.of("debug-preempt", "rcu-reader-broken");

  /** Those whose record is of wake-ups that an interrupt's return would bring forward. */
  private static final Set<String> ORDERED = Set.of("wake", "fork");

  /** Fast paths of one kind, and the presets that differ in what they do. */
  public record Group(String title, List<FastPath> fastPaths, List<Preset> presets) {}

  /** All there are, in the order of the tables. */
  public static List<Group> groups(KernelSources sources) {
    List<Preset> preemption = new ArrayList<>(sources.presets());
    preemption.addAll(sources.models());
    return List.of(
        new Group("fast paths", sources.fastPaths(), preemption),
        new Group("copies", sources.copies(), sources.checks()),
        new Group("user access", userAccess(sources), sources.userAccessPresets()),
        new Group("contexts", contexts(sources), preemption));
  }

  private static List<FastPath> userAccess(KernelSources sources) {
    List<FastPath> fastPaths = new ArrayList<>(sources.userAccess());
    sources.contexts().stream()
        .filter(fastPath -> USER_ACCESS.contains(fastPath.name()))
        .forEach(fastPaths::add);
    return fastPaths;
  }

  private static List<FastPath> contexts(KernelSources sources) {
    return sources.contexts().stream()
        .filter(fastPath -> !USER_ACCESS.contains(fastPath.name()))
        .toList();
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
        .flatMap(fastPath -> group.presets().stream().map(preset -> new Subject(fastPath, preset)));
  }

  /** True where it is run with interrupts from outside as well; if not, the quiet call is all. */
  public boolean isInterrupted() {
    return Stream.of(WITHOUT_ROOM, BROKEN, ORDERED)
            .noneMatch(names -> names.contains(fastPath.name()))
        && canWait();
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
