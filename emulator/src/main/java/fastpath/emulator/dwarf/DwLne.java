package fastpath.emulator.dwarf;

/** Extended opcodes of line number programs (DWARF 5, 7.22), {@code DW_LNE_}. */
public final class DwLne {
  public static final int END_SEQUENCE = 1;
  public static final int SET_ADDRESS = 2;

  private DwLne() {}
}
