package fastpath.emulator.explore;

import java.util.List;

/**
 * What an {@link Explorer} found.
 *
 * @param endings the final states, each once
 * @param limit what kept it from others
 * @param explored how many states with a choice were remembered
 */
public record Exploration(
    Multiprocessor machine, List<Snapshot> endings, Limit limit, long explored) {
  /** Whether there are no other final states. */
  public boolean complete() {
    return limit == Limit.NONE;
  }
}
