package fastpath.emulator.machine;

import fastpath.emulator.snapshot.PageTree;
import fastpath.emulator.snapshot.ReadSet;

/**
 * A snapshot of a memory, taken by {@link Memory#take}: its mappings and their contents; immutable.
 */
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

  /**
   * Returns true if the same memory is mapped and all bytes that were read have the same values.
   */
  public boolean agrees(ReadSet reads) {
    return reads.agrees(mappings.dirty(), this::pages);
  }
}
