package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwEhPe;

/**
 * A common information entry (CIE): the alignment factors, the encoding of pointers, and the
 * initial instructions of functions.
 *
 * @param from offset in the section of the first byte of the initial instructions, which end at
 *     {@code to}
 */
record Cie(
    long codeAlign, long dataAlign, int pointers, int lsda, boolean augmented, int from, int to) {

  static Cie parse(Reader r, long end) {
    int version = r.u8();
    if (version != 1 && version != 3 && version != 4) {
      throw r.malformed("CIE version " + version);
    }
    String augmentation = r.string();
    if (version == 4) {
      r.skip(2); // Skips the sizes of addresses and of segment selectors.
    }
    long code = r.uleb();
    long data = r.sleb();
    if (version == 1) {
      r.u8();
    } else {
      r.uleb();
    }
    int pointers = 0;
    int lsda = DwEhPe.OMIT;
    boolean augmented = augmentation.startsWith("z");
    if (augmented) {
      long length = r.uleb();
      int next = r.position();
      for (int i = 1; i < augmentation.length(); i++) {
        switch (augmentation.charAt(i)) {
          case 'R' -> pointers = r.u8();
          case 'L' -> lsda = r.u8();
          case 'P' -> pointer(r, r.u8(), 0);
          default -> {}
        }
      }
      r.seek(next + length);
    } else if (!augmentation.isEmpty()) {
      throw r.malformed("augmentation without z");
    }
    return new Cie(code, data, pointers, lsda, augmented, r.position(), (int) end);
  }

  /**
   * Reads an encoded pointer (LSB Core 10.5.1); {@code sectionAddress} is the address of the
   * section.
   */
  static long pointer(Reader r, int encoding, long sectionAddress) {
    long here = sectionAddress + r.position();
    long value =
        switch (encoding & DwEhPe.VALUE_MASK) {
          case DwEhPe.ABSPTR, DwEhPe.UDATA8, DwEhPe.SDATA8 -> r.u64();
          case DwEhPe.ULEB128 -> r.uleb();
          case DwEhPe.UDATA2 -> r.u16();
          case DwEhPe.UDATA4 -> r.u32();
          case DwEhPe.SLEB128 -> r.sleb();
          case DwEhPe.SDATA2 -> (short) r.u16();
          case DwEhPe.SDATA4 -> (int) r.u32();
          default -> throw r.malformed("pointer encoding " + encoding);
        };
    return (encoding & DwEhPe.BASE_MASK) == DwEhPe.PCREL ? here + value : value;
  }
}
