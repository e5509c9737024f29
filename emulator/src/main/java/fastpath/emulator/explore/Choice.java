package fastpath.emulator.explore;

import java.util.List;

/** Chooses the steps that an {@link Explorer} takes among the possible steps. */
@FunctionalInterface
public interface Choice {
  /**
   * Returns a set of possible steps that suffices to reach every final state; empty if no step is
   * possible.
   */
  List<Step> steps(Snapshot s);
}
