package fastpath.emulator.snapshot;

import java.util.Arrays;

/**
 * The dirty pages of one mapping: the pages written since the mapping's bytes were last equal to a
 * snapshot, and that snapshot. The code that writes bytes of the mapping has to mark their pages.
 */
public final class DirtyPages {
  /** Binary logarithm of the bytes in a page. */
  private static final int SHIFT = 10;

  /** Bytes of a page; the last page of a mapping may have fewer. */
  public static final int PAGE = 1 << SHIFT;

  private static final byte[] ZEROS = new byte[PAGE];

  /** The memory that the mapping belongs to. */
  private final Object owner;

  /** One byte for each page: 1 if the page is in the list of dirty pages, else 0. */
  private final byte[] marks;

  private final boolean tracked;

  private int[] list = new int[16];
  private int count;

  /** The last snapshot, which the pages outside the list of dirty pages are equal to. */
  private PageTree base;

  /**
   * Creates the list of dirty pages of a mapping whose bytes are all 0.
   *
   * @param tracked true if writes are marked
   */
  public DirtyPages(Object owner, int bytes, boolean tracked) {
    this.owner = owner;
    this.tracked = tracked;
    int pages = (int) (((long) bytes + PAGE - 1) >>> SHIFT);
    marks = new byte[pages];
    base = PageTree.zeros(pages);
  }

  /**
   * Returns the list for a mapping whose every page may have been written: all pages are dirty, and
   * writes are marked from now on.
   */
  public static DirtyPages all(Object owner, int bytes) {
    DirtyPages result = new DirtyPages(owner, bytes, true);
    result.markAll(0, bytes);
    return result;
  }

  /** The memory that the mapping belongs to. */
  public Object owner() {
    return owner;
  }

  /**
   * True if writes have to be marked. Before the first snapshot of a memory, writes need no marks,
   * and translated code runs without that cost.
   */
  public boolean isTracked() {
    return tracked;
  }

  /** Returns the number of pages of the mapping. */
  int pages() {
    return marks.length;
  }

  /**
   * Returns the number of pages written since the mapping's bytes were last equal to a snapshot.
   */
  public int count() {
    return count;
  }

  /** Marks 1 to {@value #PAGE} bytes from an offset on as written. */
  public void mark(int offset, int bytes) {
    int first = offset >>> SHIFT;
    int last = offset + bytes - 1 >>> SHIFT;
    if (marks[first] == 0) {
      add(first);
    }
    if (last != first && marks[last] == 0) {
      add(last);
    }
  }

  /** Marks any number of bytes as written, if writes are marked. */
  public void markAll(int offset, int bytes) {
    if (tracked && bytes > 0) {
      int last = offset + bytes - 1 >>> SHIFT;
      for (int page = offset >>> SHIFT; page <= last; page++) {
        if (marks[page] == 0) {
          add(page);
        }
      }
    }
  }

  private void add(int page) {
    marks[page] = 1;
    if (count == list.length) {
      list = Arrays.copyOf(list, 2 * count);
    }
    list[count++] = page;
  }

  /**
   * Takes a snapshot of the mapping: returns its present contents, for which only the dirty pages
   * are copied.
   */
  public PageTree take(byte[] bytes) {
    for (int i = 0; i < count; i++) {
      int from = list[i] << SHIFT;
      int to = Math.min(bytes.length, from + PAGE);
      boolean zeros = Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
      if (!zeros || base.page(list[i]) != null) {
        base = base.with(list[i], zeros ? null : Arrays.copyOfRange(bytes, from, to));
      }
      marks[list[i]] = 0;
    }
    count = 0;
    return base;
  }

  /**
   * Restores a snapshot of the mapping: copies the dirty pages, and the pages in which the snapshot
   * differs from the last one.
   *
   * @return true if a byte has changed
   */
  public boolean restore(byte[] bytes, PageTree to) {
    boolean changed = false;
    for (int i = 0; i < count; i++) {
      changed |= copy(bytes, list[i], to.page(list[i]));
      marks[list[i]] = 0;
    }
    count = 0;
    if (base != to) {
      boolean[] differ = {changed};
      base.differences(to, page -> differ[0] |= copy(bytes, page, to.page(page)));
      base = to;
      changed = differ[0];
    }
    return changed;
  }

  private static boolean copy(byte[] bytes, int page, byte[] from) {
    int at = page << SHIFT;
    int length = Math.min(PAGE, bytes.length - at);
    byte[] then = from == null ? ZEROS : from;
    if (Arrays.equals(bytes, at, at + length, then, 0, length)) {
      return false;
    }
    System.arraycopy(then, 0, bytes, at, length);
    return true;
  }
}
