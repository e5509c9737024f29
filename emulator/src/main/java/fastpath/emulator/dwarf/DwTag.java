package fastpath.emulator.dwarf;

/** Kinds of debugging information entries (DWARF 5, 7.5.3), {@code DW_TAG_}. */
public final class DwTag {
  public static final int ENUMERATION_TYPE = 0x04;
  public static final int LEXICAL_BLOCK = 0x0b;
  public static final int POINTER_TYPE = 0x0f;
  public static final int REFERENCE_TYPE = 0x10;
  public static final int COMPILE_UNIT = 0x11;
  public static final int STRUCTURE_TYPE = 0x13;
  public static final int TYPEDEF = 0x16;
  public static final int INLINED_SUBROUTINE = 0x1d;
  public static final int BASE_TYPE = 0x24;
  public static final int CONST_TYPE = 0x26;
  public static final int SUBPROGRAM = 0x2e;
  public static final int VOLATILE_TYPE = 0x35;
  public static final int RESTRICT_TYPE = 0x37;
  public static final int RVALUE_REFERENCE_TYPE = 0x42;
  public static final int ATOMIC_TYPE = 0x47;

  private DwTag() {}
}
