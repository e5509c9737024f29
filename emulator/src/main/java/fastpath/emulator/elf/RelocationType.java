package fastpath.emulator.elf;

/**
 * Relocations of the System V ABI for AMD64, table 4.9. The assembler writes these relocations, and
 * our linker applies those for which {@link #isLinked} is true.
 */
public enum RelocationType {
  NONE("NONE", 0, 0, Formula.SYMBOL, Range.ANY),
  R64("64", 1, 8, Formula.SYMBOL, Range.ANY),
  PC32("PC32", 2, 4, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  GOT32("GOT32", 3, 4, Use.OTHER),
  PLT32("PLT32", 4, 4, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  COPY("COPY", 5, 0, Use.DYNAMIC),
  GLOB_DAT("GLOB_DAT", 6, 8, Use.DYNAMIC),
  JUMP_SLOT("JUMP_SLOT", 7, 8, Use.DYNAMIC),
  RELATIVE("RELATIVE", 8, 8, Use.DYNAMIC),
  GOTPCREL("GOTPCREL", 9, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED),
  R32("32", 10, 4, Formula.SYMBOL, Range.UNSIGNED),
  R32S("32S", 11, 4, Formula.SYMBOL, Range.SIGNED),
  R16("16", 12, 2, Formula.SYMBOL, Range.UNSIGNED),
  PC16("PC16", 13, 2, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  R8("8", 14, 1, Formula.SYMBOL, Range.UNSIGNED),
  PC8("PC8", 15, 1, Formula.SYMBOL_FROM_PLACE, Range.SIGNED),
  DTPMOD64("DTPMOD64", 16, 8, Use.THREAD_LOCAL),
  DTPOFF64("DTPOFF64", 17, 8, Formula.SYMBOL, Range.ANY),
  TPOFF64("TPOFF64", 18, 8, Use.THREAD_LOCAL),
  TLSGD("TLSGD", 19, 4, Use.THREAD_LOCAL),
  TLSLD("TLSLD", 20, 4, Use.THREAD_LOCAL),
  DTPOFF32("DTPOFF32", 21, 4, Formula.SYMBOL, Range.SIGNED),
  GOTTPOFF("GOTTPOFF", 22, 4, Use.THREAD_LOCAL),
  TPOFF32("TPOFF32", 23, 4, Use.THREAD_LOCAL),
  PC64("PC64", 24, 8, Formula.SYMBOL_FROM_PLACE, Range.ANY),
  GOTOFF64("GOTOFF64", 25, 8, Formula.SYMBOL_FROM_GOT, Range.ANY),
  GOTPC32("GOTPC32", 26, 4, Formula.GOT_FROM_PLACE, Range.SIGNED),
  GOT64("GOT64", 27, 8, Formula.SLOT_FROM_GOT, Range.ANY),
  GOTPCREL64("GOTPCREL64", 28, 8, Formula.SLOT_FROM_PLACE, Range.ANY),
  GOTPC64("GOTPC64", 29, 8, Formula.GOT_FROM_PLACE, Range.ANY),
  GOTPLT64("GOTPLT64", 30, 8, Use.OTHER),
  PLTOFF64("PLTOFF64", 31, 8, Formula.SYMBOL_FROM_GOT, Range.ANY),
  GOTPC32_TLSDESC("GOTPC32_TLSDESC", 34, 4, Use.THREAD_LOCAL),
  TLSDESC_CALL("TLSDESC_CALL", 35, 0, Use.THREAD_LOCAL),
  TLSDESC("TLSDESC", 36, 8, Use.THREAD_LOCAL),
  IRELATIVE("IRELATIVE", 37, 8, Use.DYNAMIC),
  GOTPCRELX("GOTPCRELX", 41, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED),
  REX_GOTPCRELX("REX_GOTPCRELX", 42, 4, Formula.SLOT_FROM_PLACE, Range.SIGNED);

  /**
   * The formula for the value of a relocation, before the addend is added. A slot is the GOT entry
   * of the symbol.
   */
  public enum Formula {
    SYMBOL(false, false),
    SYMBOL_FROM_PLACE(false, false),
    SYMBOL_FROM_GOT(false, true),
    SLOT_FROM_PLACE(true, true),
    SLOT_FROM_GOT(true, true),
    GOT_FROM_PLACE(false, true);

    private final boolean slot;
    private final boolean got;

    Formula(boolean slot, boolean got) {
      this.slot = slot;
      this.got = got;
    }

    /** True if the formula uses a GOT slot of the symbol. */
    public boolean needsSlot() {
      return slot;
    }

    /** True if the formula needs a GOT. */
    public boolean needsGot() {
      return got;
    }
  }

  /** The range of values that a relocated field can hold. */
  private enum Range {
    ANY,
    SIGNED,
    UNSIGNED
  }

  /** The action of a dynamic linker for a relocation. */
  public enum Loading {
    NOTHING,
    /** Stores the file's load address plus the addend. */
    BASE,
    /** Stores the symbol's address plus the addend. */
    SYMBOL,
    /** Copies the symbol's value. */
    COPY,
    /** Stores the result of the function at the load address plus the addend. */
    RESOLVER,
    /** The dynamic linker has no action for the relocation. */
    NONE
  }

  /** The kind of linker or link that uses a relocation. */
  private enum Use {
    LINKER,
    THREAD_LOCAL,
    DYNAMIC,
    OTHER
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
  private final Use use;

  RelocationType(String text, int number, int bytes, Formula formula, Range range) {
    this(text, number, bytes, formula, range, Use.LINKER);
  }

  RelocationType(String text, int number, int bytes, Use use) {
    this(text, number, bytes, null, Range.ANY, use);
  }

  RelocationType(String text, int number, int bytes, Formula formula, Range range, Use use) {
    this.text = "R_X86_64_" + text;
    this.number = number;
    this.bytes = bytes;
    this.formula = formula;
    this.range = range;
    this.use = use;
  }

  /** Returns the type with a number that our linker applies; null for any other number. */
  public static RelocationType linked(int number) {
    RelocationType type = of(number);
    return type != null && type.isLinked() ? type : null;
  }

  /** Returns the type with a number; null if the ABI does not define the number. */
  public static RelocationType of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }

  /** Returns a description, for messages, of a relocation number that our linker does not apply. */
  public static String nameOf(int number) {
    RelocationType type = of(number);
    Use use = type == null ? Use.OTHER : type.use;
    return switch (use) {
      case THREAD_LOCAL -> type.text + " (thread-local storage)";
      case DYNAMIC -> "type " + number + " (a dynamic linker's)";
      case LINKER, OTHER -> "type " + number;
    };
  }

  /** Returns the relocation's name in the ABI, such as {@code R_X86_64_PC32}. */
  public String text() {
    return text;
  }

  /** Returns the relocation's number in an ELF file. */
  public int number() {
    return number;
  }

  /** Returns the width of the relocated field in bytes: 0, 1, 2, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** True if our linker applies relocations of this type. */
  public boolean isLinked() {
    return use == Use.LINKER;
  }

  /** Returns the formula of the value; null for a type that our linker does not apply. */
  public Formula formula() {
    return formula;
  }

  /** Returns the action of a dynamic linker for the relocation. */
  public Loading loading() {
    return switch (this) {
      case NONE, DTPMOD64, DTPOFF64 -> Loading.NOTHING;
      case RELATIVE -> Loading.BASE;
      case R64, GLOB_DAT, JUMP_SLOT, TPOFF64 -> Loading.SYMBOL;
      case COPY -> Loading.COPY;
      case IRELATIVE -> Loading.RESOLVER;
      case PC32, GOT32, PLT32, GOTPCREL, R32, R32S, R16, PC16, R8, PC8 -> Loading.NONE;
      case TLSGD, TLSLD, DTPOFF32, GOTTPOFF, TPOFF32, GOTPC32_TLSDESC -> Loading.NONE;
      case TLSDESC_CALL, TLSDESC, PC64, GOTOFF64, GOTPC32, GOT64 -> Loading.NONE;
      case GOTPCREL64, GOTPC64, GOTPLT64, PLTOFF64, GOTPCRELX, REX_GOTPCRELX -> Loading.NONE;
    };
  }

  /**
   * True if the field has 32 bits that the CPU zero-extends, so that the field cannot hold an
   * address of a kernel's text.
   */
  public boolean isZeroExtended() {
    return range == Range.UNSIGNED && bytes == 4;
  }

  /** True if the field can hold a value. */
  public boolean fits(long value) {
    int shift = 64 - bytes * 8;
    return switch (range) {
      case ANY -> true;
      case SIGNED -> value << shift >> shift == value;
      // The ABI requires zero extension of 32-bit fields; for narrower fields gas and ld accept a
      // signed or an unsigned value.
      case UNSIGNED ->
          value << shift >>> shift == value || bytes < 4 && value << shift >> shift == value;
    };
  }
}
