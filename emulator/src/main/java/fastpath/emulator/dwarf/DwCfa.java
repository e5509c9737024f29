package fastpath.emulator.dwarf;

/**
 * Call frame instructions (DWARF 5, 7.24), {@code DW_CFA_}. The first three instructions have an
 * operand in their low six bits.
 */
public final class DwCfa {
  public static final int ADVANCE_LOC = 0x40;
  public static final int OFFSET = 0x80;
  public static final int RESTORE = 0xc0;
  public static final int NOP = 0x00;
  public static final int SET_LOC = 0x01;
  public static final int ADVANCE_LOC1 = 0x02;
  public static final int ADVANCE_LOC2 = 0x03;
  public static final int ADVANCE_LOC4 = 0x04;
  public static final int OFFSET_EXTENDED = 0x05;
  public static final int RESTORE_EXTENDED = 0x06;
  public static final int UNDEFINED = 0x07;
  public static final int SAME_VALUE = 0x08;
  public static final int REGISTER = 0x09;
  public static final int REMEMBER_STATE = 0x0a;
  public static final int RESTORE_STATE = 0x0b;
  public static final int DEF_CFA = 0x0c;
  public static final int DEF_CFA_REGISTER = 0x0d;
  public static final int DEF_CFA_OFFSET = 0x0e;
  public static final int DEF_CFA_EXPRESSION = 0x0f;
  public static final int EXPRESSION = 0x10;
  public static final int OFFSET_EXTENDED_SF = 0x11;
  public static final int DEF_CFA_SF = 0x12;
  public static final int DEF_CFA_OFFSET_SF = 0x13;
  public static final int VAL_OFFSET = 0x14;
  public static final int VAL_OFFSET_SF = 0x15;
  public static final int VAL_EXPRESSION = 0x16;
  public static final int GNU_ARGS_SIZE = 0x2e;

  private DwCfa() {}
}
