package fastpath.lab.litmus;

import fastpath.emulator.explore.Limit;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of exploring a test.
 *
 * @param shown the locations whose values form a state
 * @param states the distinct final values, in order
 * @param witnesses for each state whether the condition holds
 * @param stuck the CPUs that never end, each way once; if the exploration is not complete, those
 *     that were found
 * @param limit the limit that ended the exploration, if any
 * @param explored number of states with a choice that were visited
 */
public record Outcome(
    LitmusProgram scenario,
    List<Location> shown,
    List<List<Long>> states,
    List<Boolean> witnesses,
    List<StuckCpu> stuck,
    Limit limit,
    long explored) {
  /** Number of states for which the condition holds. */
  long positive() {
    return witnesses.stream().filter(w -> w).count();
  }

  /** Number of states for which the condition does not hold. */
  long negative() {
    return states.size() - positive();
  }

  /** True if there are no other states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }

  /** True if a CPU may never end and the test does not allow that. */
  public boolean hangs() {
    return !stuck.isEmpty() && !scenario.notes().stuckAllowed();
  }

  /**
   * True if the test's assertion holds and every CPU ends; empty if unexplored states would decide.
   */
  public Optional<Boolean> holds() {
    return hangs() ? Optional.of(false) : asserted();
  }

  private Optional<Boolean> asserted() {
    return switch (scenario.question().quantifier()) {
      case EXISTS -> found(positive());
      case NOT_EXISTS -> found(positive()).map(found -> !found);
      case FORALL -> found(negative()).map(found -> !found);
    };
  }

  /** True if such states exist. */
  private Optional<Boolean> found(long count) {
    return count > 0 || complete() ? Optional.of(count > 0) : Optional.empty();
  }

  /** Allowed or Forbidden; for forall Always or NotAlways; Unknown if {@link #holds} is empty. */
  public String verdict() {
    return switch (scenario.question().quantifier()) {
      case EXISTS, NOT_EXISTS -> word(found(positive()), "Allowed", "Forbidden");
      case FORALL -> word(found(negative()), "NotAlways", "Always");
    };
  }

  private static String word(Optional<Boolean> found, String yes, String no) {
    return found.map(is -> is ? yes : no).orElse("Unknown");
  }

  /** Sometimes, Always or Never; Unknown if unexplored states would decide. */
  String observation() {
    if (positive() > 0 && negative() > 0) {
      return "Sometimes";
    }
    return !complete() ? "Unknown" : positive() == 0 ? "Never" : "Always";
  }
}
