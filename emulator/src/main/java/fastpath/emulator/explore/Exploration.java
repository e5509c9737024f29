package fastpath.emulator.explore;

import java.util.List;
import java.util.Map;

/**
 * The result of an {@link Explorer}.
 *
 * @param endings the final states, each once
 * @param stuck each way in which a CPU never ends, with a state from which nothing else is
 *     reachable; if the exploration is not complete, those that were found
 * @param limit the limit that ended the exploration, if any
 * @param explored number of states with a choice that were remembered
 */
public record Exploration(
    Multiprocessor machine,
    List<Snapshot> endings,
    Map<Stuck, Snapshot> stuck,
    Limit limit,
    long explored) {
  /** True if there are no other final states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }
}
