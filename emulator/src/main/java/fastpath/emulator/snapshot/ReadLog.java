package fastpath.emulator.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Notes which bytes a run loads before it stores to them. Together with the registers they decide
 * all that the run does.
 */
public final class ReadLog implements AccessLog {
  private static final int WORD_BITS = 64;
  private static final int WORDS = DirtyPages.PAGE / WORD_BITS;
  private static final long[] NONE = new long[WORDS];

  /** One bit for each byte of a page. */
  private static final class Bits {
    /** Bytes that were loaded before anything was stored there. */
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

  /** The log says nothing from now on. */
  @Override
  public void lost() {
    lost = true;
  }

  /**
   * A run that is known goes on from here.
   *
   * @param all the mappings of the memory
   * @param reads what it reads; null if more decides it
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

  /** Notes what a part of the run is known to store; its loads are noted before. */
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
   * What was read, with the values that a snapshot has.
   *
   * @param all the mappings of the memory
   * @param start the contents of each when the run began
   * @param whole whether a run depends on all bytes of a mapping: on those of code
   * @return null if the log says nothing
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
   * What was stored, with the values that the bytes have now.
   *
   * @param all the mappings of the memory
   * @param bytes of each mapping
   * @return null if the log says nothing
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
