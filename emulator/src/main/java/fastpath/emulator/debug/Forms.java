package fastpath.emulator.debug;

/** How attribute values are encoded (DWARF 5, 7.5.6). */
final class Forms {
  static final int ADDR = 0x01;
  static final int DATA2 = 0x05;
  static final int DATA4 = 0x06;
  static final int DATA8 = 0x07;
  static final int STRING = 0x08;
  static final int DATA1 = 0x0b;
  static final int SDATA = 0x0d;
  static final int STRP = 0x0e;
  static final int UDATA = 0x0f;
  static final int REF_ADDR = 0x10;
  static final int REF1 = 0x11;
  static final int REF2 = 0x12;
  static final int REF4 = 0x13;
  static final int REF8 = 0x14;
  static final int REF_UDATA = 0x15;
  static final int SEC_OFFSET = 0x17;
  static final int STRX = 0x1a;
  static final int ADDRX = 0x1b;
  static final int LINE_STRP = 0x1f;
  static final int IMPLICIT_CONST = 0x21;
  static final int RNGLISTX = 0x23;
  static final int STRX1 = 0x25;
  static final int ADDRX1 = 0x29;

  private Forms() {}

  /** A number, offset or index of a form, not yet interpreted. */
  static long number(Reader r, int form) {
    return switch (form) {
      case ADDR, DATA8, REF8, 0x20, 0x24 -> r.u64();
      case DATA1, REF1, 0x0c, STRX1, ADDRX1 -> r.u8();
      case DATA2, REF2, 0x26, 0x2a -> r.u16();
      case 0x27, 0x2b -> r.unsigned(3);
      case DATA4, REF4, STRP, SEC_OFFSET, LINE_STRP, REF_ADDR, 0x1c, 0x1d, 0x28, 0x2c -> r.u32();
      case SDATA -> r.sleb();
      case UDATA, REF_UDATA, STRX, ADDRX, 0x22, RNGLISTX -> r.uleb();
      case 0x19 -> 1;
      default -> throw r.malformed("unsupported form 0x" + Integer.toHexString(form));
    };
  }

  /** Passes over a value. */
  static void skip(Reader r, int form, int version, int addressSize) {
    switch (form) {
      case 0x03 -> r.skip(r.u16());
      case 0x04 -> r.skip(r.u32());
      case STRING -> r.skipString();
      case 0x09, 0x18 -> r.skip(r.uleb());
      case 0x0a -> r.skip(r.u8());
      case 0x1e -> r.skip(16);
      case 0x16 -> skip(r, (int) r.uleb(), version, addressSize);
      case IMPLICIT_CONST -> {}
      default -> number(r, form);
    }
  }

  static boolean isStringIndex(int form) {
    return form == STRX || form >= STRX1 && form <= 0x28;
  }

  static boolean isAddressIndex(int form) {
    return form == ADDRX || form >= ADDRX1 && form <= 0x2c;
  }
}
