package fastpath.lab.vmlinux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the kernel's own symbol table in the layout of scripts/kallsyms.c: names compressed by a
 * table of 256 tokens, markers at every 256th name, and addresses. No header has the position of
 * the table, so that the parts of the table are recognised by their contents.
 */
final class Kallsyms {
  /** A symbol with nm's letter for its kind. */
  record Entry(char type, String name, long address) {}

  private static final int TOKENS = 256;
  private static final int MARKED = 256;
  private static final int MOST_SYMBOLS = 1 << 22;
  private static final int MOST_NAME_BYTES = 1 << 12;

  /** The size of the shortest compressed name in bytes: its length and one token. */
  private static final int FEWEST_NAME_BYTES = 2;

  /**
   * An upper limit on the mean size of a compressed name in bytes, with the symbol's share of the
   * markers and of the table of sequence numbers; distribution kernels have 12 to 15 bytes.
   */
  private static final int MEAN_NAME_BYTES = 128;

  /** The largest distance in bytes from the names to the token table behind the names. */
  private static final int REACH = 32 << 20;

  private final byte[] b;
  private TokenTable tokens;
  private int count;
  private int names;

  private Kallsyms(byte[] section) {
    b = section;
  }

  /**
   * Returns the symbols in a section of read-only data.
   *
   * @return empty if the section has no kallsyms
   */
  static Optional<List<Entry>> read(byte[] section) {
    Kallsyms k = new Kallsyms(section);
    for (int from = 0; (k.tokens = TokenTable.find(section, from)) != null; ) {
      if (k.findNames()) {
        Optional<long[]> addresses =
            KallsymsAddresses.find(section, k.count, k.names, k.tokens.end());
        if (addresses.isPresent()) {
          return Optional.of(k.entries(addresses.get()));
        }
      }
      from = k.tokens.start() + TOKENS;
    }
    return Optional.empty();
  }

  /**
   * Finds the names before the token table: the number of symbols stands 8 bytes before the names,
   * and the markers stand behind the names.
   */
  private boolean findNames() {
    int lowest = Math.max(0, tokens.start() - REACH);
    for (int at = (tokens.start() & -8) - 8; at >= lowest; at -= 8) {
      int n = Words.i32(b, at);
      if (mayBeCount(n, tokens.start() - at) && isCount(n, at + 8)) {
        count = n;
        names = at + 8;
        return true;
      }
    }
    return false;
  }

  /**
   * True if the names of {@code n} symbols, and what stands behind the names, may take a number of
   * bytes. A test of each place by {@link #isCount} would take longer than the rest of the command.
   */
  private static boolean mayBeCount(int n, int bytes) {
    return n > 0
        && n <= MOST_SYMBOLS
        && (long) n * FEWEST_NAME_BYTES <= bytes
        && bytes <= (long) n * MEAN_NAME_BYTES + MARKED;
  }

  /**
   * True if {@code n} names begin at an offset, and the markers behind the names agree with the
   * names' positions.
   */
  private boolean isCount(int n, int start) {
    int[] marks = new int[Math.min((n + MARKED - 1) / MARKED, (b.length - start) / MARKED + 1)];
    int at = start;
    for (int i = 0; i < n; i++) {
      if (i % MARKED == 0) {
        marks[i / MARKED] = at - start;
      }
      long length = length(at);
      at += (int) (length >>> 32) + (int) length;
      if ((int) length == 0 || at >= tokens.start()) {
        return false;
      }
    }
    at = Words.up(at, 8);
    return marked(at, marks, 4) || marked(at, marks, 8);
  }

  private boolean marked(int at, int[] marks, int bytes) {
    if (at + (long) marks.length * bytes > tokens.start()) {
      return false;
    }
    for (int i = 0; i < marks.length; i++) {
      long mark = bytes == 4 ? Words.u32(b, at + 4 * i) : Words.i64(b, at + 8 * i);
      if (mark != marks[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the size of a name's length field in bytes, in the upper 32 bits, and the name's length
   * in tokens, in the lower 32 bits.
   */
  private long length(int at) {
    int first = b[at] & 0xff;
    // Since 6.1 a length above 127 takes two bytes. Before 6.1 no name was longer than 127 tokens.
    return first < 0x80 ? 1L << 32 | first : 2L << 32 | first & 0x7f | (b[at + 1] & 0xff) << 7;
  }

  private List<Entry> entries(long[] addresses) {
    List<Entry> all = new ArrayList<>(count);
    StringBuilder name = new StringBuilder();
    int at = names;
    for (int i = 0; i < count; i++) {
      long length = length(at);
      at += (int) (length >>> 32);
      name.setLength(0);
      for (int k = 0; k < (int) length && name.length() < MOST_NAME_BYTES; k++) {
        name.append(tokens.text(b[at + k] & 0xff));
      }
      at += (int) length;
      if (name.length() > 1) {
        all.add(new Entry(name.charAt(0), name.substring(1), addresses[i]));
      }
    }
    return all;
  }
}
