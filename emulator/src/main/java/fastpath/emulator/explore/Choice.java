package fastpath.emulator.explore;

import java.util.List;

/** Which of the steps that are possible an {@link Explorer} takes. */
@FunctionalInterface
public interface Choice {
  /** Enough of them that every final state is still reached; empty if there are none at all. */
  List<Step> steps(Snapshot s);
}
