package fastpath.kernelsrc;

/** A model of preemption: when a woken thread takes the CPU from the running one. */
public enum Model {
  /** Where the running thread sleeps or calls cond_resched(). */
  NONE("none"),
  /** At {@code might_sleep()} as well. */
  VOLUNTARY("voluntary"),
  /** At the end of a region and at the return of an interrupt. */
  FULL("full"),
  /** As full for real-time threads; other threads wait for the tick. */
  LAZY("lazy");

  private static final String BOOTED_NONE = "0";
  private static final String BOOTED_VOLUNTARY = "1";

  private final String tag;

  Model(String tag) {
    this.tag = tag;
  }

  /** The model that a config's symbols choose. */
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

  /** The model's name in an {@code @expect} line. */
  String tag() {
    return tag;
  }
}
