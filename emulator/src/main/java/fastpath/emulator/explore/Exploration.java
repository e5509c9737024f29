package fastpath.emulator.explore;

import java.util.List;

/**
 * What an {@link Explorer} found.
 *
 * @param endings the final states, each once
 * @param complete whether there are no others; false if the budget ran out
 * @param explored how many states with a choice were remembered
 */
public record Exploration(
    Multiprocessor machine, List<Snapshot> endings, boolean complete, long explored) {}
