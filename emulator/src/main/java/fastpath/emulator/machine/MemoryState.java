package fastpath.emulator.machine;

import fastpath.emulator.snapshot.PageTree;
import fastpath.emulator.snapshot.ReadSet;

/** What {@link Memory#take} found mapped, and the bytes that were there; immutable. */
public final class MemoryState {
  private final Mappings mappings;
  private final PageTree[] pages;

  MemoryState(Mappings mappings) {
    this.mappings = mappings;
    pages = new PageTree[mappings.size()];
    for (int i = 0; i < mappings.size(); i++) {
      pages[i] = mappings.get(i).dirty().take(mappings.get(i).bytes());
    }
  }

  Mappings mappings() {
    return mappings;
  }

  PageTree pages(int mapping) {
    return pages[mapping];
  }

  /** True if a run that read those bytes would read the same here. The mappings are the same. */
  public boolean agrees(ReadSet reads) {
    return reads.agrees(this::pages);
  }

  /** True if the same memory is mapped in the other state. */
  public boolean hasMappingsOf(MemoryState other) {
    return mappings.isSame(other.mappings);
  }
}
