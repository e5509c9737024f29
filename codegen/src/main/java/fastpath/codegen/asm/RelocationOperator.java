package fastpath.codegen.asm;

import fastpath.codegen.obj.ObjReloc;

/**
 * What behind a name asks for a relocation of its own, {@code name@GOTOFF} (psABI 4.4.1), by the
 * width of the field.
 */
enum RelocationOperator {
  PLT(ObjReloc.PLT32, -1, Kind.EITHER),
  GOT(3, 27, Kind.ABSOLUTE),
  GOTOFF(-1, 25, Kind.ABSOLUTE),
  PLTOFF(-1, 31, Kind.ABSOLUTE),
  GOTPLT(-1, 30, Kind.ABSOLUTE),
  GOTPCREL(ObjReloc.GOTPCREL, 28, Kind.EITHER),
  TLSGD(19, -1, Kind.THREAD_LOCAL),
  TLSLD(20, -1, Kind.THREAD_LOCAL),
  GOTTPOFF(22, -1, Kind.THREAD_LOCAL),
  DTPOFF(21, 17, Kind.THREAD_LOCAL_ABSOLUTE),
  TPOFF(23, 18, Kind.THREAD_LOCAL_ABSOLUTE);

  private enum Kind {
    EITHER,
    ABSOLUTE,
    THREAD_LOCAL,
    THREAD_LOCAL_ABSOLUTE
  }

  private final int type32;
  private final int type64;
  private final Kind kind;

  RelocationOperator(int type32, int type64, Kind kind) {
    this.type32 = type32;
    this.type64 = type64;
    this.kind = kind;
  }

  /**
   * Of a name with its operator, which is upper case.
   *
   * @throws TermParser.Failure if there is none such
   */
  static RelocationOperator of(String name) {
    String wanted = name.substring(AsmFile.bare(name).length() + 1);
    for (RelocationOperator o : values()) {
      if (o.name().equals(wanted)) {
        return o;
      }
    }
    throw new TermParser.Failure("no relocation @" + wanted);
  }

  /** R_X86_64_, or -1 for a width that has none; bytes. */
  int type(int width) {
    return width == 4 ? type32 : width == 8 ? type64 : -1;
  }

  /** Whether it may stand where the processor counts from the place. */
  boolean mayBeRelative() {
    return kind == Kind.EITHER || kind == Kind.THREAD_LOCAL;
  }

  boolean isThreadLocal() {
    return kind == Kind.THREAD_LOCAL || kind == Kind.THREAD_LOCAL_ABSOLUTE;
  }

  /** What being written says of the symbol and brings into the file. */
  void mention(AsmFile file, AsmSymbol symbol) {
    if (this != PLT) {
      file.symbol(AsmFile.OFFSET_TABLE);
    }
    if (isThreadLocal()) {
      symbol.type = AsmSymbol.Type.TLS;
    }
  }
}
