package fastpath.lab.evidence;

import fastpath.kernelsrc.Era;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three system calls, and the kernels under which they are compared. A kernel is compared with the
 * kernel without preemption of the same release.
 */
public final class Mix {
  /** Without preemption, 3.10 to 3.12. */
  public static final String NONE = "A0";

  /** Voluntary preemption of 3.10, with a check in each user copy. */
  public static final String VOLUNTARY = "A1";

  /** Voluntary preemption of 3.11, which has no check in user access. */
  public static final String VOLUNTARY_OMITTED = "A8";

  /** Full preemption of 3.10 to 3.12. */
  public static final String FULL_BEFORE = "K311p";

  /** A what-if: full preemption of 3.11 whose readers only disable preemption. */
  public static final String FULL_BEFORE_COUNTING = "V1b";

  /** A what-if: the count alone, without a test. */
  public static final String COUNTED = "CC";

  public static final String NONE_AFTER = "K313n";

  /** Voluntary preemption of 3.13, with a per-CPU flag and no check in user access. */
  public static final String VOLUNTARY_AFTER = "K313v";

  /** Full preemption of 3.13, with everything that the article proposed. */
  public static final String FULL_AFTER = "K313p";

  /** A what-if: full preemption of 3.13 whose readers only disable preemption. */
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

  /** Every kernel, in the order of the releases: none, voluntary, full, lazy; and what-ifs. */
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

  /** The kernels that were released. */
  public static List<Preset> shipped(KernelSources sources) {
    return models(sources).stream()
        .filter(model -> model.era().filter(era -> era instanceof Era.Released).isPresent())
        .toList();
  }

  /**
   * Short name of the kernel without preemption of a model's releases; that of 3.10 if there is
   * none.
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

  /** The preset with the user access of 3.11, if it has none of its own. */
  public static Preset withUserAccess(Preset preset) {
    if (preset.enabled("UACCESS_ADDR_LIMIT") || preset.enabled("UACCESS_MASKED")) {
      return preset;
    }
    return Stream.of("UACCESS_ADDR_LIMIT", "X86_REP_GOOD", "X86_ERMS", "X86_SMAP")
        .reduce(preset, Preset::with, (a, b) -> b);
  }
}
