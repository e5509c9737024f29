package fastpath.emulator.explore;

import java.util.Map;

/**
 * The result of an exploration by an {@link Explorer}.
 *
 * @param endings the final states
 * @param stuck each way in which a CPU never ends, with a state from which the CPU cannot end; only
 *     the ways found if the exploration is not complete
 * @param limit the limit that ended the exploration; {@code Limit.NONE} if all states were reached
 * @param explored number of remembered states that have a choice of steps
 */
public record Exploration(
    Multiprocessor machine,
    Endings endings,
    Map<Stuck, Snapshot> stuck,
    Limit limit,
    long explored) {
  /** True if all states were reached, so that no other final state exists. */
  public boolean complete() {
    return limit == Limit.NONE;
  }
}
