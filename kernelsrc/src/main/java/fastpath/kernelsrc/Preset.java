package fastpath.kernelsrc;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named configuration of the sources.
 *
 * @param shortName the short name in table headings, such as V4
 * @param name the era's name, such as {@code 3.13-preempt}: the file's name without {@code .config}
 * @param title a title of one line
 * @param era the kernel that the preset stands for; empty for a .config that does not state a
 *     kernel
 * @param config the symbols that are set, with {@code CONFIG_}, as a .config writes them
 */
public record Preset(
    String shortName, String name, String title, Optional<Era> era, Map<String, String> config) {

  private static final String CONFIG = "CONFIG_";
  private static final String NOT = "!";

  public Preset {
    config = ImmutableMap.copyOf(config);
  }

  /** Returns this preset with a symbol set to y; the name is given without {@code CONFIG_}. */
  public Preset with(String symbol) {
    Map<String, String> changed = new HashMap<>(config);
    changed.put("CONFIG_" + symbol, "y");
    return new Preset(shortName, name, title, era, changed);
  }

  /** Returns this preset with symbols not set; the names are given without {@code CONFIG_}. */
  public Preset without(String... symbols) {
    Map<String, String> changed = new HashMap<>(config);
    List.of(symbols).forEach(symbol -> changed.remove("CONFIG_" + symbol));
    return new Preset(shortName, name, title, era, changed);
  }

  /**
   * Returns the macros for the compiler: a symbol that is {@code y} is defined as 1, a symbol that
   * is {@code n} is not defined.
   */
  public Map<String, String> defines() {
    Map<String, String> defines = new LinkedHashMap<>();
    config.keySet().stream()
        .sorted()
        .filter(symbol -> !config.get(symbol).equals("n"))
        .forEach(symbol -> defines.put(symbol, value(symbol)));
    return defines;
  }

  private String value(String symbol) {
    String value = config.get(symbol);
    return value.equals("y") ? "1" : value;
  }

  /** True if a symbol is y; the name is given without {@code CONFIG_}. */
  public boolean enabled(String symbol) {
    return "y".equals(config.get("CONFIG_" + symbol));
  }

  /**
   * True if a condition holds: {@code CONFIG_X} if X is y, {@code !CONFIG_X} if X is not; false for
   * any other text.
   */
  public boolean meets(String condition) {
    boolean negated = condition.startsWith(NOT);
    String symbol = negated ? condition.substring(NOT.length()) : condition;
    return symbol.startsWith(CONFIG) && negated != enabled(symbol.substring(CONFIG.length()));
  }

  /** True if a pending reschedule happens on a path that leaves a region of the given kind. */
  public boolean reschedulesAt(Region region) {
    if (enabled("LAB_NO_SLOW_CALL")) {
      return region == Region.SYSCALL;
    }
    return switch (region) {
      case NONE -> false;
      case RCU -> enabled("PREEMPT") && !enabled("STATIC_CALL_RETURNS") && !enabled("PREEMPT_RCU");
      case PREEMPT -> enabled("PREEMPT") && !enabled("STATIC_CALL_RETURNS");
      case USER ->
          enabled("PREEMPT_VOLUNTARY")
              && !enabled("STATIC_CALL_RETURNS")
              && !enabled("MIGHT_FAULT_DEBUG_ONLY")
              && !enabled("UACCESS_OMIT_MIGHT_FAULT");
      case SYSCALL -> true;
    };
  }
}
