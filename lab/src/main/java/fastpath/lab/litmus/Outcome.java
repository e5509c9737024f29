package fastpath.lab.litmus;

import fastpath.emulator.explore.Limit;
import java.util.List;
import java.util.Optional;

/**
 * What became of a test.
 *
 * @param shown the locations whose values make a state
 * @param states the distinct final values, in order
 * @param witnesses of each state, whether the condition holds
 * @param stuck the CPUs that never end, each way once; where the exploration is not complete, those
 *     that were found
 * @param limit what kept the exploration from other states
 * @param explored how many states with a choice were met on the way
 */
public record Outcome(
    LitmusProgram scenario,
    List<Location> shown,
    List<List<Long>> states,
    List<Boolean> witnesses,
    List<StuckCpu> stuck,
    Limit limit,
    long explored) {
  /** How many states the condition holds of. */
  long positive() {
    return witnesses.stream().filter(w -> w).count();
  }

  /** How many it does not hold of. */
  long negative() {
    return states.size() - positive();
  }

  /** Whether there can be no other states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }

  /** Whether a CPU may never end, and the test does not say that this is all right. */
  public boolean hangs() {
    return !stuck.isEmpty() && !scenario.notes().stuckAllowed();
  }

  /**
   * Whether what the test asserts is so, and every CPU ends; empty if states that were not reached
   * would decide.
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

  /** Whether there are such states, of which some have been counted. */
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

  /** Sometimes, Always or Never; Unknown if states that were not reached would decide. */
  String observation() {
    if (positive() > 0 && negative() > 0) {
      return "Sometimes";
    }
    return !complete() ? "Unknown" : positive() == 0 ? "Never" : "Always";
  }
}
