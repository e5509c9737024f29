package fastpath.emulator.dwarf;

/** Contents of the file tables of line number programs (DWARF 5, 7.22), {@code DW_LNCT_}. */
public final class DwLnct {
  public static final int PATH = 1;
  public static final int DIRECTORY_INDEX = 2;

  private DwLnct() {}
}
