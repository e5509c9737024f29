package fastpath.emulator.snapshot;

import java.util.function.IntFunction;

/**
 * A read set: the bytes that a run loaded before it stored to them, with their values then;
 * immutable. Any state with the same registers, the same mappings and the same values of these
 * bytes leads to the same run. A read set holds only these bytes, and refers to a page tree only
 * for mappings that count as a whole.
 */
public final class ReadSet {
  private final PageBytes[] pages;

  /** The mappings of the memory. */
  private final DirtyPages[] mappings;

  /**
   * For each mapping the contents on which the run depends as a whole; null where single bytes
   * count.
   */
  private final PageTree[] whole;

  ReadSet(DirtyPages[] mappings, PageBytes[] pages, PageTree[] whole) {
    this.mappings = mappings;
    this.pages = pages;
    this.whole = whole;
  }

  PageBytes[] pages() {
    return pages;
  }

  /**
   * True if a memory with these mappings and contents has the same values in all bytes that were
   * read. The result may be false although the contents are equal, if a mapping counts as a whole
   * and its page trees differ.
   *
   * @param all the mappings of the memory
   * @param contents the contents of the mapping with an index
   */
  public boolean agrees(DirtyPages[] all, IntFunction<PageTree> contents) {
    if (all.length != mappings.length) {
      return false;
    }
    for (int i = 0; i < all.length; i++) {
      if (all[i] != mappings[i]) {
        return false;
      }
    }
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] != null && !whole[i].isSame(contents.apply(i))) {
        return false;
      }
    }
    for (PageBytes page : pages) {
      if (!page.agrees(contents.apply(page.mapping()).page(page.page()))) {
        return false;
      }
    }
    return true;
  }

  /** True if any byte in a range of a mapping, given by its offset, was read. */
  public boolean has(DirtyPages mapping, int offset, int bytes) {
    for (PageBytes page : pages) {
      if (mappings[page.mapping()] == mapping && page.has(offset, bytes)) {
        return true;
      }
    }
    return false;
  }
}
