package fastpath.emulator.debug;

import fastpath.emulator.dwarf.DwForm;

/** Reads attribute values, which can have many forms ({@code DW_FORM_}). */
final class Forms {

  private Forms() {}

  /**
   * Reads a value of a form that is a number, an offset or an index; the caller interprets the
   * value.
   */
  static long number(Reader r, int form) {
    return switch (form) {
      case DwForm.ADDR, DwForm.DATA8, DwForm.REF8, DwForm.REF_SIG8, DwForm.REF_SUP8 -> r.u64();
      case DwForm.DATA1, DwForm.REF1, DwForm.FLAG, DwForm.STRX1, DwForm.ADDRX1 -> r.u8();
      case DwForm.DATA2, DwForm.REF2, DwForm.STRX2, DwForm.ADDRX2 -> r.u16();
      case DwForm.STRX3, DwForm.ADDRX3 -> r.unsigned(3);
      case DwForm.DATA4,
          DwForm.REF4,
          DwForm.STRP,
          DwForm.SEC_OFFSET,
          DwForm.LINE_STRP,
          DwForm.REF_ADDR,
          DwForm.REF_SUP4,
          DwForm.STRP_SUP,
          DwForm.STRX4,
          DwForm.ADDRX4 ->
          r.u32();
      case DwForm.SDATA -> r.sleb();
      case DwForm.UDATA,
          DwForm.REF_UDATA,
          DwForm.STRX,
          DwForm.ADDRX,
          DwForm.LOCLISTX,
          DwForm.RNGLISTX ->
          r.uleb();
      case DwForm.FLAG_PRESENT -> 1;
      default -> throw r.malformed("unsupported form 0x" + Integer.toHexString(form));
    };
  }

  /** Skips an attribute value of a form. */
  static void skip(Reader r, int form, int version, int addressSize) {
    switch (form) {
      case DwForm.BLOCK2 -> r.skip(r.u16());
      case DwForm.BLOCK4 -> r.skip(r.u32());
      case DwForm.STRING -> r.skipString();
      case DwForm.BLOCK, DwForm.EXPRLOC -> r.skip(r.uleb());
      case DwForm.BLOCK1 -> r.skip(r.u8());
      case DwForm.DATA16 -> r.skip(16);
      case DwForm.INDIRECT -> skip(r, (int) r.uleb(), version, addressSize);
      case DwForm.IMPLICIT_CONST -> {}
      default -> number(r, form);
    }
  }

  static boolean isStringIndex(int form) {
    return form == DwForm.STRX || form >= DwForm.STRX1 && form <= DwForm.STRX4;
  }

  static boolean isAddressIndex(int form) {
    return form == DwForm.ADDRX || form >= DwForm.ADDRX1 && form <= DwForm.ADDRX4;
  }
}
