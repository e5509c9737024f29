package fastpath.emulator.dwarf;

/** Standard opcodes of line number programs (DWARF 5, 7.22), {@code DW_LNS_}. */
public final class DwLns {

  /** Introduces an extended opcode ({@link DwLne}). */
  public static final int EXTENDED = 0;

  public static final int COPY = 1;
  public static final int ADVANCE_PC = 2;
  public static final int ADVANCE_LINE = 3;
  public static final int SET_FILE = 4;
  public static final int SET_COLUMN = 5;
  public static final int NEGATE_STMT = 6;
  public static final int CONST_ADD_PC = 8;
  public static final int FIXED_ADVANCE_PC = 9;

  private DwLns() {}
}
