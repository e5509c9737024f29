package fastpath.lab.boot;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of alternatives (struct alt_instr of arch/x86/include/asm/alternative.h). An entry has
 * the addresses of the original code and of the replacement, the feature, flags, and both lengths.
 * Each address is relative to its own field. An entry has 12 bytes up to 6.2, with a flag in the
 * feature's highest bit, and 14 bytes since 6.3.
 */
public final class AlternativeTable {
  private static final int OLD_ENTRY = 12;
  private static final int NEW_ENTRY = 14;
  private static final int NOT_IN_OLD = 1 << 15;
  private static final int NOT = 1;
  private static final int DIRECT_CALL = 2;

  /** The section with the code that replaces other code. */
  private static final String REPLACEMENTS = ".altinstr_replacement";

  /**
   * An entry.
   *
   * @param site address of the original code
   * @param replacement address of the replacement
   * @param feature number of the feature
   * @param inverted true if the code is replaced on CPUs without the feature
   * @param directCall true if the replacement is an indirect call that becomes a direct call
   * @param length length of the original code in bytes
   * @param replacementLength length of the replacement in bytes
   */
  public record Entry(
      long site,
      long replacement,
      int feature,
      boolean inverted,
      boolean directCall,
      int length,
      int replacementLength) {
    /** True if an address lies in the original code. */
    public boolean contains(long a) {
      return Long.compareUnsigned(a - site, length) < 0;
    }
  }

  private final ByteBuffer table;
  private final long address;
  private final List<Section> replacements;

  private AlternativeTable(Image image, Section section) {
    table = ByteBuffer.wrap(image.bytes(section)).order(ByteOrder.LITTLE_ENDIAN);
    address = section.address();
    List<Section> named =
        image.sections().stream().filter(s -> s.name().equals(REPLACEMENTS)).toList();
    // A link with a script may have put the replacements into the text.
    replacements =
        named.isEmpty() ? image.sections().stream().filter(Section::isCode).toList() : named;
  }

  /**
   * Returns the entries of a table in the table's order.
   *
   * @return empty if the replacements lie outside of code with either size of entries
   */
  public static Optional<List<Entry>> read(Image image, Section section) {
    AlternativeTable t = new AlternativeTable(image, section);
    for (int size : new int[] {NEW_ENTRY, OLD_ENTRY}) {
      List<Entry> entries = section.size() % size == 0 ? t.entries(size) : null;
      if (entries != null) {
        return Optional.of(entries);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the entries by their size in bytes; null if a replacement lies elsewhere or, up to 6.2,
   * is longer than the original.
   */
  private List<Entry> entries(int size) {
    List<Entry> all = new ArrayList<>();
    for (int at = 0; at < table.limit(); at += size) {
      Entry e = size == OLD_ENTRY ? old(at) : entry(at);
      if (!isInside(e) || size == OLD_ENTRY && e.replacementLength > e.length) {
        return null;
      }
      all.add(e);
    }
    return all;
  }

  private boolean isInside(Entry e) {
    for (Section s : replacements) {
      if (e.replacement >= s.address()
          && e.replacement + e.replacementLength <= s.address() + s.size()) {
        return true;
      }
    }
    return false;
  }

  private Entry old(int at) {
    int feature = u16(at + 8);
    boolean inverted = (feature & NOT_IN_OLD) != 0;
    return new Entry(
        relative(at),
        relative(at + 4),
        feature & ~NOT_IN_OLD,
        inverted,
        false,
        u8(at + 10),
        u8(at + 11));
  }

  private Entry entry(int at) {
    int flags = u16(at + 10);
    return new Entry(
        relative(at),
        relative(at + 4),
        u16(at + 8),
        (flags & NOT) != 0,
        (flags & DIRECT_CALL) != 0,
        u8(at + 12),
        u8(at + 13));
  }

  private long relative(int at) {
    return address + at + table.getInt(at);
  }

  private int u16(int at) {
    return Short.toUnsignedInt(table.getShort(at));
  }

  private int u8(int at) {
    return Byte.toUnsignedInt(table.get(at));
  }
}
