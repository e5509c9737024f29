package fastpath.emulator.isa;

/** Rows by opcode, those with more fixed bits first; made when first needed. */
final class OpcodeTable {
  private static final Form[][][] LEGACY = new Form[4][256][];
  private static final Form[][][] VEX = new Form[4][256][];

  static {
    for (Form form : Isa.forms()) {
      if (form.sourceOnly) {
        continue;
      }
      Encoding encoding = form.encoding;
      Form[][] map = (encoding.vex() ? VEX : LEGACY)[encoding.map()];
      int last = encoding.opcode() + (encoding.opcodeRegister() ? 7 : 0);
      for (int opcode = encoding.opcode(); opcode <= last; opcode++) {
        map[opcode] = insert(map[opcode], form);
      }
    }
  }

  private OpcodeTable() {}

  /** Rows of an opcode in a map (0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A); null if none. */
  static Form[] rows(boolean vex, int map, int opcode) {
    return (vex ? VEX : LEGACY)[map][opcode];
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
    return (encoding.mandatory() != 0 ? 4 : 0)
        + (encoding.modrm() >= Encoding.FIXED ? 2 : 0)
        + (encoding.addressSize() != 0 || !encoding.opcodeRegister() ? 1 : 0)
        + (encoding.addressSize() != 0 ? 1 : 0);
  }
}
