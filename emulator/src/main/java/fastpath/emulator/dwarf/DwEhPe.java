package fastpath.emulator.dwarf;

/**
 * Encodings of pointers in {@code .eh_frame} (LSB Core 10.5.1), {@code DW_EH_PE_}. The low four
 * bits are the encoding of the value, and the next three are its base.
 */
public final class DwEhPe {
  public static final int ABSPTR = 0x00;
  public static final int ULEB128 = 0x01;
  public static final int UDATA2 = 0x02;
  public static final int UDATA4 = 0x03;
  public static final int UDATA8 = 0x04;
  public static final int SLEB128 = 0x09;
  public static final int SDATA2 = 0x0a;
  public static final int SDATA4 = 0x0b;
  public static final int SDATA8 = 0x0c;
  public static final int PCREL = 0x10;
  public static final int OMIT = 0xff;

  /** The mask of the bits that encode the value's format. */
  public static final int VALUE_MASK = 0x0f;

  /** The mask of the bits that encode the value's base. */
  public static final int BASE_MASK = 0x70;

  private DwEhPe() {}
}
