package fastpath.emulator.snapshot;

import java.util.function.IntFunction;

/** A write set: the bytes that a run stored, with the values that it left in them; immutable. */
public final class WriteSet {
  private final PageBytes[] pages;

  /** The mappings of the memory. */
  private final DirtyPages[] mappings;

  WriteSet(DirtyPages[] mappings, PageBytes[] pages) {
    this.mappings = mappings;
    this.pages = pages;
  }

  PageBytes[] pages() {
    return pages;
  }

  /** True if any byte in a range of a mapping, given by its offset, was stored. */
  public boolean has(DirtyPages mapping, int offset, int bytes) {
    for (PageBytes page : pages) {
      if (mappings[page.mapping()] == mapping && page.has(offset, bytes)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Stores the same values in a memory with the same mappings.
   *
   * @param bytes the bytes of the mapping with an index
   */
  public void put(IntFunction<byte[]> bytes) {
    for (PageBytes page : pages) {
      page.put(bytes.apply(page.mapping()), mappings[page.mapping()]);
    }
  }
}
