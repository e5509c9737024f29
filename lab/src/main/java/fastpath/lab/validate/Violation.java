package fastpath.lab.validate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A check that failed in one run.
 *
 * @param detail a description with numbers; may be empty
 * @param plan the external events of the run, with the number of instructions before each event
 * @param sites the instructions before which the run's interrupts were taken, in the order of these
 *     interrupts
 */
public record Violation(Check check, String detail, List<Injection> plan, List<Site> sites) {

  /**
   * Returns the plan as an argument of the option {@code --at}; empty for the run without
   * interrupts.
   */
  public String at() {
    return plan.stream().map(Injection::text).collect(Collectors.joining(","));
  }
}
