package fastpath.emulator.explore;

import java.util.List;
import java.util.Map;

/**
 * What an {@link Explorer} found.
 *
 * @param endings the final states, each once
 * @param stuck each way in which a CPU never ends, with a state that leads to nothing else; those
 *     that were found if the exploration is not complete
 * @param limit what kept it from others
 * @param explored how many states with a choice were remembered
 */
public record Exploration(
    Multiprocessor machine,
    List<Snapshot> endings,
    Map<Stuck, Snapshot> stuck,
    Limit limit,
    long explored) {
  /** Whether there are no other final states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }
}
