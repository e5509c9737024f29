package fastpath.emulator.snapshot;

import java.util.function.IntFunction;

/**
 * The bytes that a run loaded before it stored to them, with the values that they had; immutable.
 * From any state with the same registers and mappings that agrees on them the same run follows.
 */
public final class ReadSet {
  private static final byte[] ZEROS = new byte[DirtyPages.PAGE];

  /**
   * What was read of one page.
   *
   * @param bytes of the page; null if all are 0
   * @param read a bit for each byte
   */
  record Page(int mapping, int page, byte[] bytes, long[] read) {}

  private final Page[] pages;

  /** By mapping; null where single bytes count. */
  private final PageTree[] whole;

  ReadSet(Page[] pages, PageTree[] whole) {
    this.pages = pages;
    this.whole = whole;
  }

  Page[] pages() {
    return pages;
  }

  /**
   * True if memory with these contents agrees on all bytes that were read. May be false where whole
   * mappings count and their contents are equal without being the same tree.
   *
   * @param contents by mapping
   */
  public boolean agrees(IntFunction<PageTree> contents) {
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] != null && !whole[i].isSame(contents.apply(i))) {
        return false;
      }
    }
    for (Page page : pages) {
      byte[] other = contents.apply(page.mapping).page(page.page);
      if (other != page.bytes && !agrees(page, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean agrees(Page page, byte[] other) {
    byte[] a = page.bytes == null ? ZEROS : page.bytes;
    byte[] b = other == null ? ZEROS : other;
    for (int word = 0; word < page.read.length; word++) {
      for (long bits = page.read[word]; bits != 0; bits &= bits - 1) {
        int at = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        if (a[at] != b[at]) {
          return false;
        }
      }
    }
    return true;
  }
}
