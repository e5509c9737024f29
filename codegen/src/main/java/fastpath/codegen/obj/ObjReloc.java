package fastpath.codegen.obj;

/**
 * A relocation with addend.
 *
 * @param offset of the field in its section, bytes
 * @param type R_X86_64_
 * @param symbol null for the absolute section (index 0)
 */
public record ObjReloc(long offset, int type, ObjSymbol symbol, long addend) {
  public static final int R_64 = 1;
  public static final int PC32 = 2;
  public static final int PLT32 = 4;
  public static final int GOTPCREL = 9;
  public static final int R_32 = 10;
  public static final int R_32S = 11;
  public static final int R_16 = 12;
  public static final int PC16 = 13;
  public static final int R_8 = 14;
  public static final int PC8 = 15;
  public static final int PC64 = 24;
  public static final int GOTPC32 = 26;
  public static final int GOTPC64 = 29;
  public static final int GOTPCRELX = 41;
  public static final int REX_GOTPCRELX = 42;
}
