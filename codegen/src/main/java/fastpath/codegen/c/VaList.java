package fastpath.codegen.c;

import java.util.List;

/** The type {@code __builtin_va_list} (psABI 3.5.7): an array of one struct. */
public final class VaList {
  /** The offset in bytes of the next register argument in the save area; {@code unsigned int}. */
  public static final int GP_OFFSET = 0;

  /** The offset in bytes of the next vector argument in the save area; {@code unsigned int}. */
  public static final int FP_OFFSET = 4;

  /** The address of the next argument on the stack. */
  public static final int OVERFLOW_ARG_AREA = 8;

  /** The address of the area in which the function saves its argument registers. */
  public static final int REG_SAVE_AREA = 16;

  static final CType.Rec TAG = new CType.Rec(tag(), 0);
  static final CType TYPE = new CType.Array(TAG, 1);

  private VaList() {}

  private static RecordDef tag() {
    RecordDef def = new RecordDef(false, "__va_list_tag");
    def.complete(
        List.of(
            member("gp_offset", CType.UINT),
            member("fp_offset", CType.UINT),
            member("overflow_arg_area", CType.VOID_POINTER),
            member("reg_save_area", CType.VOID_POINTER)),
        false,
        0,
        1);
    return def;
  }

  private static RecordDef.Member member(String name, CType type) {
    return new RecordDef.Member(name, type, -1, type.align(), 0, false);
  }

  /** True for a pointer to the struct, which is what an expression of the type decays to. */
  static boolean isPointer(CType type) {
    return type instanceof CType.Pointer p && p.to().bare().equals(TAG);
  }
}
