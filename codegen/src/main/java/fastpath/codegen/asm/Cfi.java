package fastpath.codegen.asm;

import java.util.List;

/**
 * A call-frame directive. The kind of directive decides which fields are used; registers are DWARF
 * numbers (x86-64 psABI, figure 3.36: rax 0, rdx 1, rcx 2, rbx 3, rsi 4, rdi 5, rbp 6, rsp 7,
 * r8..r15 8..15, return address 16).
 *
 * @param register the DWARF register, or -1 for none
 * @param offset an offset in bytes; for REGISTER the second register; for PERSONALITY and LSDA the
 *     pointer encoding
 * @param bytes the bytes of an ESCAPE, otherwise null or empty
 * @param symbol the symbol of a PERSONALITY or LSDA
 */
public record Cfi(
    Kind kind, int register, long offset, List<RelocatableExpr> bytes, RelocatableExpr symbol)
    implements Item {
  /** The call-frame directives of GNU as, without the prefix {@code .cfi_}. */
  public enum Kind {
    STARTPROC("startproc"),
    /** The start of a function without initial rules: {@code .cfi_startproc simple}. */
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

    /** The directive as an assembly file has it, including {@code .cfi_}. */
    public String directive() {
      return directive;
    }

    /** Returns the kind of a directive; null if the word is no call-frame directive. */
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

  /**
   * Returns a directive whose only operand is an offset: {@code .cfi_def_cfa_offset} or {@code
   * .cfi_adjust_cfa_offset}.
   */
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
