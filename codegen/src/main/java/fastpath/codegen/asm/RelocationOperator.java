package fastpath.codegen.asm;

import fastpath.emulator.elf.RelocationType;

/**
 * An operator after a symbol's name that selects a relocation, such as {@code name@GOTOFF} (psABI
 * 4.4.1). The relocation also depends on the width of the field.
 */
enum RelocationOperator {
  PLT("PLT", RelocationType.PLT32, null, Kind.EITHER),
  GOT("GOT", RelocationType.GOT32, RelocationType.GOT64, Kind.ABSOLUTE),
  GOTOFF("GOTOFF", null, RelocationType.GOTOFF64, Kind.ABSOLUTE),
  PLTOFF("PLTOFF", null, RelocationType.PLTOFF64, Kind.ABSOLUTE),
  GOTPLT("GOTPLT", null, RelocationType.GOTPLT64, Kind.ABSOLUTE),
  GOTPCREL("GOTPCREL", RelocationType.GOTPCREL, RelocationType.GOTPCREL64, Kind.EITHER),
  TLSGD("TLSGD", RelocationType.TLSGD, null, Kind.THREAD_LOCAL),
  TLSLD("TLSLD", RelocationType.TLSLD, null, Kind.THREAD_LOCAL),
  GOTTPOFF("GOTTPOFF", RelocationType.GOTTPOFF, null, Kind.THREAD_LOCAL),
  DTPOFF("DTPOFF", RelocationType.DTPOFF32, RelocationType.DTPOFF64, Kind.THREAD_LOCAL_ABSOLUTE),
  TPOFF("TPOFF", RelocationType.TPOFF32, RelocationType.TPOFF64, Kind.THREAD_LOCAL_ABSOLUTE);

  private enum Kind {
    EITHER,
    ABSOLUTE,
    THREAD_LOCAL,
    THREAD_LOCAL_ABSOLUTE
  }

  private final String text;
  private final RelocationType type32;
  private final RelocationType type64;
  private final Kind kind;

  RelocationOperator(String text, RelocationType type32, RelocationType type64, Kind kind) {
    this.text = text;
    this.type32 = type32;
    this.type64 = type64;
    this.kind = kind;
  }

  /**
   * Returns the operator of a name such as {@code foo@PLT}; operators are upper case.
   *
   * @throws TermParser.Failure if the operator does not exist
   */
  static RelocationOperator of(String name) {
    String wanted = name.substring(AsmFile.bare(name).length() + 1);
    for (RelocationOperator o : values()) {
      if (o.text.equals(wanted)) {
        return o;
      }
    }
    throw new TermParser.Failure("no relocation @" + wanted);
  }

  /** The operator as written after the name and the at sign. */
  String text() {
    return text;
  }

  /**
   * Returns the relocation of a field of {@code width} bytes; null if the operator has none for the
   * width.
   */
  RelocationType type(int width) {
    return width == 4 ? type32 : width == 8 ? type64 : null;
  }

  /** True if the operator may be used in a PC-relative field. */
  boolean mayBeRelative() {
    return kind == Kind.EITHER || kind == Kind.THREAD_LOCAL;
  }

  boolean isThreadLocal() {
    return kind == Kind.THREAD_LOCAL || kind == Kind.THREAD_LOCAL_ABSOLUTE;
  }

  /**
   * Records what the use of this operator implies: a symbol of the linker, or that a symbol is
   * thread-local.
   */
  void mention(AsmFile file, AsmSymbol symbol) {
    if (this != PLT) {
      file.symbol(AsmFile.OFFSET_TABLE);
    }
    if (isThreadLocal()) {
      symbol.type = AsmSymbol.Type.TLS;
    }
  }
}
