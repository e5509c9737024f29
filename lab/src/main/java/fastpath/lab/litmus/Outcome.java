package fastpath.lab.litmus;

import java.util.List;

/**
 * What became of a test.
 *
 * @param shown the locations whose values make a state
 * @param states the distinct final values, in order
 * @param witnesses of each state, whether the condition holds
 * @param complete whether there can be no other states
 * @param explored how many states with a choice were met on the way
 */
public record Outcome(
    LitmusProgram scenario,
    List<Location> shown,
    List<List<Long>> states,
    List<Boolean> witnesses,
    boolean complete,
    long explored) {
  /** How many states the condition holds of. */
  long positive() {
    return witnesses.stream().filter(w -> w).count();
  }

  /** How many it does not hold of. */
  long negative() {
    return states.size() - positive();
  }

  /** Whether what the test asserts is so. */
  public boolean holds() {
    return switch (scenario.question().quantifier()) {
      case EXISTS -> positive() > 0;
      case NOT_EXISTS -> positive() == 0;
      case FORALL -> negative() == 0;
    };
  }

  /** Allowed or Forbidden; for forall Always or NotAlways. */
  public String verdict() {
    return switch (scenario.question().quantifier()) {
      case EXISTS, NOT_EXISTS -> positive() > 0 ? "Allowed" : "Forbidden";
      case FORALL -> negative() == 0 ? "Always" : "NotAlways";
    };
  }

  /** Sometimes, Always or Never. */
  String observation() {
    return positive() == 0 ? "Never" : negative() == 0 ? "Always" : "Sometimes";
  }
}
