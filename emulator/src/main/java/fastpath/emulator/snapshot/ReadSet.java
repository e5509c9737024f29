package fastpath.emulator.snapshot;

import java.util.function.IntFunction;

/**
 * The bytes that a run loaded before it stored to them, with the values that they had; immutable.
 * From any state with the same registers and mappings that agrees on them the same run follows. It
 * keeps these bytes alone, and no snapshot alive.
 */
public final class ReadSet {
  private final PageBytes[] pages;

  /** The mappings of the memory. */
  private final DirtyPages[] mappings;

  /** By mapping; null where single bytes count. */
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
   * True if memory with these mappings and contents agrees on all bytes that were read. May be
   * false where whole mappings count and their contents are equal without being the same tree.
   *
   * @param all the mappings of the memory
   * @param contents by mapping
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

  /** True if one of some bytes of a mapping, by their offset, was read. */
  public boolean has(DirtyPages mapping, int offset, int bytes) {
    for (PageBytes page : pages) {
      if (mappings[page.mapping()] == mapping && page.has(offset, bytes)) {
        return true;
      }
    }
    return false;
  }
}
