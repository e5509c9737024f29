package fastpath.lab.evidence;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.util.List;
import java.util.stream.Stream;

/** Three system calls, and the models of preemption under which they are compared. */
public final class Mix {
  public static final String NONE = "V0";
  public static final String COUNTED = "CC";
  public static final String VOLUNTARY = "U1";

  /** Voluntary preemption of 3.13: the flag per CPU, and no check in the user copies. */
  public static final String VOLUNTARY_AFTER = "U1o";

  /** Full preemption as the kernel of 3.11 did it on x86-64, but for its RCU. */
  public static final String FULL_BEFORE = "V1b";

  /** The same with PREEMPT_RCU, as 3.11 required. */
  public static final String FULL_BEFORE_RCU = "RF";

  /** Full preemption with all that the article foresaw: what 3.13 shipped. */
  public static final String FULL_AFTER = "V5";

  /** The same with inline PREEMPT_RCU. */
  static final String FULL_AFTER_RCU = "CI";

  static final String DYNAMIC_NONE = "CDn";
  static final String DYNAMIC_VOLUNTARY = "CDv";
  static final String DYNAMIC_FULL = "CDf";
  public static final String LAZY = "CL";

  private Mix() {}

  public static List<FastPath> calls(KernelSources sources) {
    return sources.mix();
  }

  /** Every model: none, voluntary, full in its eras, chosen at boot, lazy, and with PREEMPT_RCU. */
  public static List<Preset> models(KernelSources sources) {
    return sources.presetsNamed(
        NONE,
        COUNTED,
        VOLUNTARY,
        "V1",
        FULL_BEFORE,
        "V2",
        "V3",
        "V4",
        FULL_AFTER,
        DYNAMIC_NONE,
        DYNAMIC_VOLUNTARY,
        DYNAMIC_FULL,
        LAZY,
        FULL_BEFORE_RCU,
        FULL_AFTER_RCU);
  }

  /** Of each kind the ones that came to be: the other eras of full preemption wait as these do. */
  public static List<Preset> shipped(KernelSources sources) {
    List<String> steps = List.of(COUNTED, "V1", "V2", "V3", "V4");
    return models(sources).stream()
        .filter(model -> !steps.contains(model.shortName()))
        .flatMap(
            model ->
                model.shortName().equals(VOLUNTARY)
                    ? Stream.of(model, after(model))
                    : Stream.of(model))
        .toList();
  }

  private static Preset after(Preset voluntary) {
    Preset changed =
        Stream.of(
                "PREEMPT_COUNT_PERCPU",
                "NEED_RESCHED_FOLDED",
                "NEED_RESCHED_INVERTED",
                "UACCESS_OMIT_MIGHT_FAULT")
            .reduce(voluntary, Preset::with, (a, b) -> b);
    return new Preset(
        VOLUNTARY_AFTER,
        "3.13-voluntary",
        "U1 with the flag per CPU and no check in user copies",
        changed.config());
  }

  /**
   * With the user access of 3.11 where the preset has the shortest there is: the models must differ
   * in nothing else.
   */
  public static Preset withUserAccess(Preset preset) {
    if (preset.enabled("UACCESS_ADDR_LIMIT") || preset.enabled("UACCESS_MASKED")) {
      return preset;
    }
    return Stream.of("UACCESS_ADDR_LIMIT", "X86_REP_GOOD", "X86_ERMS", "X86_SMAP")
        .reduce(preset, Preset::with, (a, b) -> b);
  }
}
