package fastpath.emulator.isa;

/** Bits of RFLAGS (SDM vol. 1, 3.4.3). */
public final class Flags {
  public static final long CF = 1;
  public static final long PF = 1 << 2;
  public static final long AF = 1 << 4;
  public static final long ZF = 1 << 6;
  public static final long SF = 1 << 7;
  public static final long IF = 1 << 9;
  public static final long DF = 1 << 10;
  public static final long OF = 1 << 11;
  public static final long AC = 1 << 18;

  /** The six status flags. */
  public static final long STATUS = CF | PF | AF | ZF | SF | OF;

  private Flags() {}
}
