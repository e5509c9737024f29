package fastpath.lab.litmus;

import fastpath.emulator.explore.Limit;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of exploring a litmus test.
 *
 * @param shown the locations whose values form a state
 * @param count the number of distinct combinations of final values; this and the next two are
 *     Long.MAX_VALUE if they are that or larger
 * @param positive the number of these for which the condition holds
 * @param negative the number of these for which the condition does not hold
 * @param states these combinations in ascending order; only the first found if there are more than
 *     {@link FinalStates#MOST_LISTED}
 * @param stuck the distinct ways in which a CPU never ends; if the exploration is not complete,
 *     those found so far
 * @param limit the limit that ended the exploration; {@code NONE} for a complete exploration
 * @param explored the number of visited states with a choice
 */
public record Outcome(
    LitmusProgram scenario,
    List<Location> shown,
    long count,
    long positive,
    long negative,
    List<List<Long>> states,
    List<StuckCpu> stuck,
    Limit limit,
    long explored) {
  /** True if the exploration visited all states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }

  /** True if a CPU may never end and the test does not allow a CPU to never end. */
  public boolean hangs() {
    return !stuck.isEmpty() && !scenario.notes().stuckAllowed();
  }

  /**
   * True if the test's assertion holds and every CPU ends; empty if unexplored states would decide
   * that.
   */
  public Optional<Boolean> holds() {
    return hangs() ? Optional.of(false) : asserted();
  }

  private Optional<Boolean> asserted() {
    return switch (scenario.question().quantifier()) {
      case EXISTS -> found(positive);
      case NOT_EXISTS -> found(positive).map(found -> !found);
      case FORALL -> found(negative).map(found -> !found);
    };
  }

  /**
   * True if the number of found states is above 0; empty if none was found and the exploration is
   * not complete.
   */
  private Optional<Boolean> found(long count) {
    return count > 0 || complete() ? Optional.of(count > 0) : Optional.empty();
  }

  /**
   * Returns Allowed or Forbidden; for {@code forall}, Always or NotAlways; Unknown if unexplored
   * states would decide.
   */
  public String verdict() {
    return switch (scenario.question().quantifier()) {
      case EXISTS, NOT_EXISTS -> word(found(positive), "Allowed", "Forbidden");
      case FORALL -> word(found(negative), "NotAlways", "Always");
    };
  }

  private static String word(Optional<Boolean> found, String yes, String no) {
    return found.map(is -> is ? yes : no).orElse("Unknown");
  }

  /** Returns Sometimes, Always or Never; Unknown if unexplored states would decide. */
  String observation() {
    if (positive > 0 && negative > 0) {
      return "Sometimes";
    }
    return !complete() ? "Unknown" : positive == 0 ? "Never" : "Always";
  }
}
