package fastpath.lab.validate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A check that did not hold in one run.
 *
 * @param detail what was found, with numbers; may be empty
 * @param plan what came from outside, and after how many instructions
 * @param sites where each of them was taken, in the order in which they were
 */
public record Violation(Check check, String detail, List<Injection> plan, List<Site> sites) {

  /** What {@code --at} takes; empty for the quiet run. */
  public String at() {
    return plan.stream().map(Injection::text).collect(Collectors.joining(","));
  }
}
