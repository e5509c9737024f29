package fastpath.emulator.dwarf;

/** Kinds of debugging information entries (DWARF 5, 7.5.3), {@code DW_TAG_}. */
public final class DwTag {
  public static final int LEXICAL_BLOCK = 0x0b;
  public static final int COMPILE_UNIT = 0x11;
  public static final int INLINED_SUBROUTINE = 0x1d;
  public static final int SUBPROGRAM = 0x2e;

  private DwTag() {}
}
