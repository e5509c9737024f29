package fastpath.lab.evidence;

import fastpath.kernelsrc.Era;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mix: three system calls, and the kernels under which the calls are compared. Each kernel is
 * compared with the kernel without preemption of the same release.
 */
public final class Mix {
  /** The kernel without preemption of 3.10 to 3.12. */
  public static final String NONE = "A0";

  /** The kernel with voluntary preemption of 3.10, which has a check in each user copy. */
  public static final String VOLUNTARY = "A1";

  /** The kernel with voluntary preemption of 3.11, which has no check in user access. */
  public static final String VOLUNTARY_OMITTED = "A8";

  /** The kernel with full preemption of 3.10 to 3.12. */
  public static final String FULL_BEFORE = "K311p";

  /** A what-if kernel: full preemption of 3.11 in which readers only disable preemption. */
  public static final String FULL_BEFORE_COUNTING = "V1b";

  /** A what-if kernel that keeps the preempt count without a test. */
  public static final String COUNTED = "CC";

  public static final String NONE_AFTER = "K313n";

  /**
   * The kernel with voluntary preemption of 3.13, which has a per-CPU flag and no check in user
   * access.
   */
  public static final String VOLUNTARY_AFTER = "K313v";

  /** The kernel with full preemption of 3.13, which has everything that the article proposed. */
  public static final String FULL_AFTER = "K313p";

  /** A what-if kernel: full preemption of 3.13 in which readers only disable preemption. */
  public static final String FULL_AFTER_COUNTING = "V5";

  public static final String NONE_TODAY = "K615n";
  public static final String VOLUNTARY_TODAY = "K615dv";
  public static final String FULL_TODAY = "K615df";
  public static final String LAZY = "K615l";

  private static final List<String> NONES = List.of(NONE, NONE_AFTER, NONE_TODAY);

  private Mix() {}

  public static List<FastPath> calls(KernelSources sources) {
    return sources.mix();
  }

  /**
   * Returns every kernel, in the order of the releases and, within a release, in the order none,
   * voluntary, full and lazy preemption; what-if kernels are included.
   */
  public static List<Preset> models(KernelSources sources) {
    return sources.presetsNamed(
        NONE,
        VOLUNTARY,
        "A2",
        "A7",
        VOLUNTARY_OMITTED,
        FULL_BEFORE,
        COUNTED,
        "V1",
        FULL_BEFORE_COUNTING,
        "V2",
        "V3",
        NONE_AFTER,
        VOLUNTARY_AFTER,
        FULL_AFTER,
        "K313s",
        "V4",
        FULL_AFTER_COUNTING,
        NONE_TODAY,
        "K615dn",
        VOLUNTARY_TODAY,
        FULL_TODAY,
        LAZY);
  }

  /** Returns the kernels that were released, without the what-ifs. */
  public static List<Preset> shipped(KernelSources sources) {
    return models(sources).stream()
        .filter(model -> model.era().filter(era -> era instanceof Era.Released).isPresent())
        .toList();
  }

  /**
   * Returns the short name of the kernel without preemption whose releases overlap those of a
   * model; the kernel of 3.10 if no kernel's do.
   */
  public static String noneOf(Preset model) {
    return NONES.stream()
        .filter(none -> areOfOneRelease(KernelSources.BASE.preset(none).orElseThrow(), model))
        .findFirst()
        .orElse(NONE);
  }

  private static boolean areOfOneRelease(Preset none, Preset model) {
    return model.era().stream()
        .anyMatch(era -> era.releases().overlap(none.era().orElseThrow().releases()));
  }

  /**
   * Returns a preset with the user access of 3.11 added, unless the preset has a user access of its
   * own.
   */
  public static Preset withUserAccess(Preset preset) {
    if (preset.enabled("UACCESS_ADDR_LIMIT") || preset.enabled("UACCESS_MASKED")) {
      return preset;
    }
    return Stream.of("UACCESS_ADDR_LIMIT", "X86_REP_GOOD", "X86_ERMS", "X86_SMAP")
        .reduce(preset, Preset::with, (a, b) -> b);
  }
}
