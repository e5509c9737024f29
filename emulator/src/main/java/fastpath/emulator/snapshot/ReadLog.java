package fastpath.emulator.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A log of the bytes that a run loads before it stores to them. These bytes and the registers at
 * the beginning determine all that the run does.
 */
public final class ReadLog implements AccessLog {
  private static final int WORD_BITS = 64;
  private static final int WORDS = DirtyPages.PAGE / WORD_BITS;
  private static final long[] NONE = new long[WORDS];

  /** Sets of bytes of one page, with one bit for each byte. */
  private static final class Bits {
    /** Bytes that were loaded before they were stored. */
    private final long[] read = new long[WORDS];

    /** Bytes that were loaded or stored. */
    private final long[] seen = new long[WORDS];

    /** Bytes that were stored. */
    private final long[] written = new long[WORDS];
  }

  private final Map<DirtyPages, Bits[]> mappings = new IdentityHashMap<>();
  private DirtyPages last;
  private Bits[] lastPages;
  private boolean lost;

  @Override
  public void read(DirtyPages mapping, int offset, int bytes) {
    note(mapping, offset, bytes, true);
  }

  @Override
  public void written(DirtyPages mapping, int offset, int bytes) {
    note(mapping, offset, bytes, false);
  }

  /** Marks the log as unusable: the run depends on more than registers and bytes of memory. */
  @Override
  public void lost() {
    lost = true;
  }

  /**
   * Adds the reads of a known run that follows the part logged so far, so that the run need not be
   * executed.
   *
   * @param all the mappings of the memory
   * @param reads the known run's read set; null if the run depends on more than registers and bytes
   *     of memory
   */
  public void goesOn(DirtyPages[] all, ReadSet reads) {
    if (reads == null || lost) {
      lost = true;
      return;
    }
    for (PageBytes page : reads.pages()) {
      Bits bits = bits(all[page.mapping()], page.page());
      for (int i = 0; i < WORDS; i++) {
        bits.read[i] |= page.bits()[i] & ~bits.seen[i];
        bits.seen[i] |= page.bits()[i];
      }
    }
  }

  /** Adds the stores of a known part of the run, whose loads have already been added. */
  public void stores(DirtyPages[] all, WriteSet writes) {
    for (PageBytes page : writes.pages()) {
      Bits bits = bits(all[page.mapping()], page.page());
      for (int i = 0; i < WORDS; i++) {
        bits.seen[i] |= page.bits()[i];
        bits.written[i] |= page.bits()[i];
      }
    }
  }

  private Bits bits(DirtyPages mapping, int page) {
    if (mapping != last) {
      lastPages = mappings.computeIfAbsent(mapping, m -> new Bits[m.pages()]);
      last = mapping;
    }
    Bits bits = lastPages[page];
    return bits != null ? bits : (lastPages[page] = new Bits());
  }

  private void note(DirtyPages mapping, int offset, int bytes, boolean read) {
    int end = offset + bytes;
    for (int at = offset; at < end; ) {
      int next = Math.min(end, (at | WORD_BITS - 1) + 1);
      Bits bits = bits(mapping, at / DirtyPages.PAGE);
      int word = at % DirtyPages.PAGE / WORD_BITS;
      long mask = -1L >>> WORD_BITS - (next - at) << at;
      if (read) {
        bits.read[word] |= mask & ~bits.seen[word];
      } else {
        bits.written[word] |= mask;
      }
      bits.seen[word] |= mask;
      at = next;
    }
  }

  /**
   * Returns the bytes that were read, with their values in a snapshot.
   *
   * @param all the mappings of the memory
   * @param start the contents of the mapping with an index when the run began
   * @param whole true for each mapping all of whose bytes the run depends on, as for code
   * @return null if the log is unusable
   */
  public ReadSet readSet(DirtyPages[] all, IntFunction<PageTree> start, boolean[] whole) {
    if (lost) {
      return null;
    }
    List<PageBytes> pages = new ArrayList<>();
    PageTree[] code = new PageTree[all.length];
    for (int i = 0; i < all.length; i++) {
      PageTree tree = start.apply(i);
      code[i] = whole[i] ? tree : null;
      Bits[] bits = whole[i] ? null : mappings.get(all[i]);
      for (int page = 0; bits != null && page < bits.length; page++) {
        if (bits[page] != null && !Arrays.equals(bits[page].read, NONE)) {
          pages.add(PageBytes.of(i, page, tree.page(page), 0, bits[page].read));
        }
      }
    }
    return new ReadSet(all, pages.toArray(new PageBytes[0]), code);
  }

  /**
   * Returns the bytes that were stored, with their present values.
   *
   * @param all the mappings of the memory
   * @param bytes the bytes of the mapping with an index
   * @return null if the log is unusable
   */
  public WriteSet writeSet(DirtyPages[] all, IntFunction<byte[]> bytes) {
    if (lost) {
      return null;
    }
    List<PageBytes> pages = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      Bits[] bits = mappings.get(all[i]);
      for (int page = 0; bits != null && page < bits.length; page++) {
        if (bits[page] != null && !Arrays.equals(bits[page].written, NONE)) {
          int at = page * DirtyPages.PAGE;
          pages.add(PageBytes.of(i, page, bytes.apply(i), at, bits[page].written));
        }
      }
    }
    return new WriteSet(all, pages.toArray(new PageBytes[0]));
  }
}
