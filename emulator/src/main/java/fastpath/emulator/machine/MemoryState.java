package fastpath.emulator.machine;

import fastpath.emulator.snapshot.PageTree;
import fastpath.emulator.snapshot.ReadSet;
import java.util.Arrays;

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

  /** True if a run that read those bytes would read the same here. The mappings are the same. */
  public boolean agrees(ReadSet reads) {
    return reads.agrees(this::pages);
  }

  /** True if the same memory is mapped in the other state. */
  public boolean hasMappingsOf(MemoryState other) {
    return mappings == other.mappings || Arrays.equals(mappings, other.mappings);
  }
}
