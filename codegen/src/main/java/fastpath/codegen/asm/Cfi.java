package fastpath.codegen.asm;

import java.util.List;

/**
 * One call-frame directive. Which fields count depends on the kind; registers are DWARF numbers
 * (x86-64 psABI, figure 3.36: rax 0, rdx 1, rcx 2, rbx 3, rsi 4, rdi 5, rbp 6, rsp 7, r8..r15
 * 8..15, return address 16).
 *
 * @param register the DWARF register, or -1
 * @param offset bytes; for REGISTER the second register; for PERSONALITY and LSDA the pointer
 *     encoding
 * @param bytes for ESCAPE the bytes, otherwise null or empty
 * @param symbol for PERSONALITY and LSDA
 */
public record Cfi(
    Kind kind, int register, long offset, List<RelocatableExpr> bytes, RelocatableExpr symbol)
    implements Item {
  /** The directives of GNU as, without the {@code .cfi_} before them. */
  public enum Kind {
    STARTPROC("startproc"),
    /** {@code .cfi_startproc simple}: no initial rules. */
    STARTPROC_SIMPLE("startproc simple"),
    ENDPROC("endproc"),
    DEF_CFA("def_cfa"),
    DEF_CFA_OFFSET("def_cfa_offset"),
    DEF_CFA_REGISTER("def_cfa_register"),
    ADJUST_CFA_OFFSET("adjust_cfa_offset"),
    OFFSET("offset"),
    REL_OFFSET("rel_offset"),
    VAL_OFFSET("val_offset"),
    REGISTER("register"),
    RESTORE("restore"),
    SAME_VALUE("same_value"),
    UNDEFINED("undefined"),
    REMEMBER_STATE("remember_state"),
    RESTORE_STATE("restore_state"),
    SIGNAL_FRAME("signal_frame"),
    RETURN_COLUMN("return_column"),
    ESCAPE("escape"),
    PERSONALITY("personality"),
    LSDA("lsda");

    private static final Kind[] ALL = values();

    private final String directive;

    Kind(String directive) {
      this.directive = ".cfi_" + directive;
    }

    /** As an assembly file has it, the dot included. */
    public String directive() {
      return directive;
    }

    /** The kind of a directive; null if there is none. */
    static Kind of(String directive) {
      for (Kind kind : ALL) {
        if (kind.directive.equals(directive)) {
          return kind;
        }
      }
      return null;
    }
  }

  public static Cfi of(Kind kind) {
    return new Cfi(kind, -1, 0, List.of(), null);
  }

  public static Cfi of(Kind kind, int register) {
    return new Cfi(kind, register, 0, List.of(), null);
  }

  public static Cfi of(Kind kind, int register, long offset) {
    return new Cfi(kind, register, offset, List.of(), null);
  }

  /** {@code .cfi_def_cfa_offset} and {@code .cfi_adjust_cfa_offset}: an offset alone. */
  public static Cfi offset(Kind kind, long offset) {
    return new Cfi(kind, -1, offset, List.of(), null);
  }

  /**
   * The DWARF number of a general register given its number in the encoding (rax 0, rcx 1, rdx 2,
   * rbx 3, rsp 4 ...).
   */
  public static int dwarfRegister(int encodingNumber) {
    return switch (encodingNumber) {
      case 1 -> 2;
      case 2 -> 1;
      case 4 -> 7;
      case 5 -> 6;
      case 6 -> 4;
      case 7 -> 5;
      default -> encodingNumber;
    };
  }
}
