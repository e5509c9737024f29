package fastpath.emulator.dwarf;

/** Encodings of base types (DWARF 5, 7.8), {@code DW_ATE_}. */
public final class DwAte {
  public static final int ADDRESS = 0x01;
  public static final int BOOLEAN = 0x02;
  public static final int SIGNED = 0x05;
  public static final int SIGNED_CHAR = 0x06;
  public static final int UNSIGNED = 0x07;
  public static final int UNSIGNED_CHAR = 0x08;

  private DwAte() {}
}
