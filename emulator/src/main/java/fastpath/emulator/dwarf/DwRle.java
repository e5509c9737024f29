package fastpath.emulator.dwarf;

/** Entries of range lists (DWARF 5, 7.25), {@code DW_RLE_}. */
public final class DwRle {
  public static final int END_OF_LIST = 0;
  public static final int BASE_ADDRESSX = 1;
  public static final int STARTX_ENDX = 2;
  public static final int STARTX_LENGTH = 3;
  public static final int OFFSET_PAIR = 4;
  public static final int BASE_ADDRESS = 5;
  public static final int START_END = 6;
  public static final int START_LENGTH = 7;

  private DwRle() {}
}
