package fastpath.emulator.isa;

/**
 * The rows of a maker's CPUs by opcode: rows that only this maker has come first, then rows with
 * more fixed bits. A table is made on first use.
 */
final class OpcodeTable {
  private final Form[][][] legacy = new Form[4][256][];
  private final Form[][][] vector = new Form[4][256][];

  /** The table of each maker, made on first use. */
  private static final class Intel {
    static final OpcodeTable TABLE = new OpcodeTable(CpuProfile.INTEL);
  }

  private static final class Amd {
    static final OpcodeTable TABLE = new OpcodeTable(CpuProfile.AMD);
  }

  private OpcodeTable(CpuProfile cpu) {
    for (Form form : Isa.forms(cpu)) {
      if (form.sourceOnly) {
        continue;
      }
      Encoding encoding = form.encoding;
      Form[][] map = (encoding.vex() ? vector : legacy)[encoding.map()];
      int last = encoding.opcode() + (encoding.opcodeRegister() ? 7 : 0);
      for (int opcode = encoding.opcode(); opcode <= last; opcode++) {
        map[opcode] = insert(map[opcode], form);
      }
    }
  }

  static OpcodeTable of(CpuProfile cpu) {
    return switch (cpu) {
      case INTEL -> Intel.TABLE;
      case AMD -> Amd.TABLE;
    };
  }

  /**
   * Returns the rows of an opcode in a map (0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A); null if none.
   */
  Form[] rows(boolean vex, int map, int opcode) {
    return (vex ? vector : legacy)[map][opcode];
  }

  private static Form[] insert(Form[] rows, Form form) {
    if (rows == null) {
      return new Form[] {form};
    }
    Form[] longer = new Form[rows.length + 1];
    int at = 0;
    while (at < rows.length && precision(rows[at]) >= precision(form)) {
      longer[at] = rows[at];
      at++;
    }
    longer[at] = form;
    System.arraycopy(rows, at, longer, at + 1, rows.length - at);
    return longer;
  }

  private static int precision(Form form) {
    Encoding encoding = form.encoding;
    return (form.maker != null ? 16 : 0)
        + (encoding.mandatory() != 0 ? 4 : 0)
        + (encoding.modrm() >= Encoding.FIXED ? 2 : 0)
        + (encoding.addressSize() != 0 || !encoding.opcodeRegister() ? 1 : 0)
        + (encoding.addressSize() != 0 ? 1 : 0);
  }
}
