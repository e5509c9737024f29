package fastpath.kernelsrc;

/** A model of preemption: when a woken thread takes the CPU from the running one. */
public enum Model {
  /**
   * No preemption: the running thread gives up the CPU only where it sleeps or calls
   * cond_resched().
   */
  NONE("none"),
  /** Voluntary preemption: a thread also gives up the CPU at {@code might_sleep()}. */
  VOLUNTARY("voluntary"),
  /**
   * Full preemption: the running thread is preempted at the end of a region and at the return from
   * an interrupt.
   */
  FULL("full"),
  /**
   * Lazy preemption: real-time threads preempt as in the full model; other threads wait for the
   * tick.
   */
  LAZY("lazy");

  private static final String BOOTED_NONE = "0";
  private static final String BOOTED_VOLUNTARY = "1";

  private final String tag;

  Model(String tag) {
    this.tag = tag;
  }

  /** Returns the model that a config's symbols choose. */
  public static Model of(Preset preset) {
    if (preset.enabled("PREEMPT_LAZY")) {
      return LAZY;
    }
    if (preset.enabled("PREEMPT_DYNAMIC")) {
      return booted(preset.config().getOrDefault("CONFIG_PREEMPT_DYNAMIC_BOOT", BOOTED_NONE));
    }
    if (preset.enabled("PREEMPT")) {
      return FULL;
    }
    return preset.enabled("PREEMPT_VOLUNTARY") ? VOLUNTARY : NONE;
  }

  private static Model booted(String parameter) {
    return switch (parameter) {
      case BOOTED_NONE -> NONE;
      case BOOTED_VOLUNTARY -> VOLUNTARY;
      default -> FULL;
    };
  }

  /** Returns the model's name in an {@code @expect} line. */
  String tag() {
    return tag;
  }
}
