package fastpath.emulator.image;

/** Relocations of the System V ABI for AMD64, table 4.9, that objects of C compilers have. */
public enum RelocationType {
  NONE(0, 0, false, Range.ANY),
  R64("64", 1, 8, false, Range.ANY),
  PC32(2, 4, true, Range.SIGNED),
  PLT32(4, 4, true, Range.SIGNED),
  GOTPCREL(9, 4, true, Range.SIGNED),
  R32("32", 10, 4, false, Range.UNSIGNED),
  R32S("32S", 11, 4, false, Range.SIGNED),
  R16("16", 12, 2, false, Range.UNSIGNED),
  PC16(13, 2, true, Range.SIGNED),
  R8("8", 14, 1, false, Range.UNSIGNED),
  PC8(15, 1, true, Range.SIGNED),
  DTPOFF64(17, 8, false, Range.ANY),
  DTPOFF32(21, 4, false, Range.SIGNED),
  PC64(24, 8, true, Range.ANY),
  GOTPCRELX(41, 4, true, Range.SIGNED),
  REX_GOTPCRELX(42, 4, true, Range.SIGNED);

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
  private final boolean pcRelative;
  private final Range range;

  RelocationType(int number, int bytes, boolean pcRelative, Range range) {
    this(null, number, bytes, pcRelative, range);
  }

  RelocationType(String text, int number, int bytes, boolean pcRelative, Range range) {
    this.text = "R_X86_64_" + (text == null ? name() : text);
    this.number = number;
    this.bytes = bytes;
    this.pcRelative = pcRelative;
    this.range = range;
  }

  /** The type of a number; null if not among these. */
  public static RelocationType of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }

  /** {@code R_X86_64_PC32} and the like. */
  public String text() {
    return text;
  }

  /** Width of the field: 0, 1, 2, 4, 8. */
  public int bytes() {
    return bytes;
  }

  public boolean pcRelative() {
    return pcRelative;
  }

  boolean viaGot() {
    return this == GOTPCREL || this == GOTPCRELX || this == REX_GOTPCRELX;
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
