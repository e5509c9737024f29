package fastpath.emulator.image;

import java.util.Map;

/** Relocations of the System V ABI for AMD64, table 4.9, that objects of C compilers have. */
public enum RelocationType {
  NONE(0, 0, Formula.SYMBOL, Range.ANY),
  R64("64", 1, 8, Formula.SYMBOL, Range.ANY),
  PC32(2, 4, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  PLT32(4, 4, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  GOTPCREL(9, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED),
  R32("32", 10, 4, Formula.SYMBOL, Range.UNSIGNED),
  R32S("32S", 11, 4, Formula.SYMBOL, Range.SIGNED),
  R16("16", 12, 2, Formula.SYMBOL, Range.UNSIGNED),
  PC16(13, 2, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  R8("8", 14, 1, Formula.SYMBOL, Range.UNSIGNED),
  PC8(15, 1, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  DTPOFF64(17, 8, Formula.SYMBOL, Range.ANY),
  DTPOFF32(21, 4, Formula.SYMBOL, Range.SIGNED),
  PC64(24, 8, Formula.SYMBOL_FROM_PLACE, Range.ANY),
  GOTOFF64(25, 8, Formula.SYMBOL_FROM_GOT, Range.ANY),
  GOTPC32(26, 4, Formula.GOT_FROM_PLACE, Range.SIGNED),
  GOT64(27, 8, Formula.SLOT_FROM_GOT, Range.ANY),
  GOTPCREL64(28, 8, Formula.SLOT_FROM_PLACE, Range.ANY),
  GOTPC64(29, 8, Formula.GOT_FROM_PLACE, Range.ANY),
  PLTOFF64(31, 8, Formula.SYMBOL_FROM_GOT, Range.ANY),
  GOTPCRELX(41, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED),
  REX_GOTPCRELX(42, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED);

  /** What is computed, to which the addend is added; a slot is the symbol's in the GOT. */
  enum Formula {
    SYMBOL,
    SYMBOL_FROM_PLACE,
    SYMBOL_FROM_GOT,
    SLOT_FROM_PLACE,
    SLOT_FROM_GOT,
    GOT_FROM_PLACE;

    boolean needsSlot() {
      return this == SLOT_FROM_PLACE || this == SLOT_FROM_GOT;
    }

    boolean needsGot() {
      return needsSlot() || this == SYMBOL_FROM_GOT || this == GOT_FROM_PLACE;
    }
  }

  /** What the field can hold. */
  enum Range {
    ANY,
    SIGNED,
    UNSIGNED
  }

  private static final RelocationType[] BY_NUMBER = new RelocationType[43];

  static {
    for (RelocationType t : values()) {
      BY_NUMBER[t.number] = t;
    }
  }

  private final String text;
  private final int number;
  private final int bytes;
  private final Formula formula;
  private final Range range;

  RelocationType(int number, int bytes, Formula formula, Range range) {
    this(null, number, bytes, formula, range);
  }

  RelocationType(String text, int number, int bytes, Formula formula, Range range) {
    this.text = "R_X86_64_" + (text == null ? name() : text);
    this.number = number;
    this.bytes = bytes;
    this.formula = formula;
    this.range = range;
  }

  /** The type of a number; null if not among these. */
  public static RelocationType of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }

  /** What an unsupported type is called, or is for; for messages. */
  static String nameOf(int number) {
    return switch (number) {
      case 16, 18, 19, 20, 22, 23, 34, 35, 36 ->
          "R_X86_64_"
              + Map.of(
                      16,
                      "DTPMOD64",
                      18,
                      "TPOFF64",
                      19,
                      "TLSGD",
                      20,
                      "TLSLD",
                      22,
                      "GOTTPOFF",
                      23,
                      "TPOFF32",
                      34,
                      "GOTPC32_TLSDESC",
                      35,
                      "TLSDESC_CALL",
                      36,
                      "TLSDESC")
                  .get(number)
              + " (thread-local storage)";
      case 5, 6, 7, 8, 37 -> "type " + number + " (a dynamic linker's)";
      default -> "type " + number;
    };
  }

  /** {@code R_X86_64_PC32} and the like. */
  public String text() {
    return text;
  }

  /** Width of the field: 0, 1, 2, 4, 8. */
  public int bytes() {
    return bytes;
  }

  Formula formula() {
    return formula;
  }

  boolean fits(long value) {
    int shift = 64 - bytes * 8;
    return switch (range) {
      case ANY -> true;
      case SIGNED -> value << shift >> shift == value;
      // The ABI asks for zero extension of 32; gas and ld take either for narrower fields.
      case UNSIGNED ->
          value << shift >>> shift == value || bytes < 4 && value << shift >> shift == value;
    };
  }
}
