package fastpath.emulator.machine;

import fastpath.emulator.snapshot.PageTree;

/** What {@link Memory#take} found mapped, and the bytes that were there; immutable. */
public final class MemoryState {
  private final Mapping[] mappings;
  private final PageTree[] pages;

  /**
   * @param mappings never changed afterwards
   */
  MemoryState(Mapping[] mappings) {
    this.mappings = mappings;
    pages = new PageTree[mappings.length];
    for (int i = 0; i < mappings.length; i++) {
      pages[i] = mappings[i].dirty().take(mappings[i].bytes());
    }
  }

  Mapping[] mappings() {
    return mappings;
  }

  PageTree pages(int mapping) {
    return pages[mapping];
  }
}
