package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The symbols and relocations that a linked file has for the dynamic linker.
 *
 * @param symbols the symbols that the relocations refer to
 * @param relocations the relocations; their offsets are addresses
 * @param relative addresses of words to which the load base is added (SHT_RELR)
 */
record DynamicTable(List<Symbol> symbols, List<Relocation> relocations, List<Long> relative) {
  private static final int BITS = 63;

  /**
   * Decodes a section of type SHT_RELR (gABI, chapter 4): addresses, each of which is followed by
   * bitmaps.
   */
  static List<Long> relative(long[] words) {
    List<Long> all = new ArrayList<>();
    long at = 0;
    for (long word : words) {
      if ((word & 1) == 0) {
        all.add(word);
        at = word + Long.BYTES;
        continue;
      }
      for (int i = 0; i < BITS; i++) {
        if ((word >>> (i + 1) & 1) != 0) {
          all.add(at + (long) i * Long.BYTES);
        }
      }
      at += (long) BITS * Long.BYTES;
    }
    return all;
  }
}
