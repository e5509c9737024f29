package fastpath.codegen.x86.machine;

/** What the allocator and the peepholes must know of the instructions that selection emits. */
public final class Mnemonics {
  private static final int[] DEF_USES = {MachineInsn.DEF, MachineInsn.USE, MachineInsn.USE};
  private static final int[] BOTH_USES = {MachineInsn.BOTH, MachineInsn.USE, MachineInsn.USE};
  private static final int[] USES = {MachineInsn.USE, MachineInsn.USE, MachineInsn.USE};
  private static final int[] EXCHANGE = {MachineInsn.BOTH, MachineInsn.BOTH};

  private Mnemonics() {}

  /** Roles of the operands of an instruction with {@code count} of them, in Intel order. */
  static int[] roles(String mnemonic, int count) {
    return switch (mnemonic) {
      case "mov", "movzx", "movsx", "movsxd", "lea", "bsf", "bsr", "popcnt" -> DEF_USES;
      case "imul" -> count == 3 ? DEF_USES : count == 2 ? BOTH_USES : USES;
      case "cmp", "test", "bt", "call", "jmp", "mul", "div", "idiv", "push", "switch" -> USES;
      case "xchg", "xadd" -> EXCHANGE;
      default -> mnemonic.startsWith("set") ? DEF_USES : BOTH_USES;
    };
  }

  /** Whether it leaves the arithmetic flags as they are. */
  public static boolean keepsFlags(MachineInsn insn) {
    return switch (insn.kind) {
      case COPY, JUMP, BRANCH, SWITCH, RETURN -> true;
      case CALL, ASM, TAIL, STOP, PROLOGUE, EPILOGUE -> false;
      case PLAIN ->
          switch (insn.mnemonic) {
            case "mov", "movzx", "movsx", "movsxd", "lea", "not", "bswap", "xchg", "mfence" -> true;
            default -> readsFlags(insn);
          };
    };
  }

  /** Whether its effect depends on the flags. */
  public static boolean readsFlags(MachineInsn insn) {
    return insn.kind == MachineInsn.Kind.BRANCH
        || insn.kind == MachineInsn.Kind.PLAIN
            && (insn.mnemonic.startsWith("set") || insn.mnemonic.startsWith("cmov"));
  }

  /** The condition that holds exactly when {@code condition} does not. */
  public static String negate(String condition) {
    return switch (condition) {
      case "e", "z" -> "ne";
      case "ne", "nz" -> "e";
      case "b", "c", "nae" -> "ae";
      case "ae", "nc", "nb" -> "b";
      case "be", "na" -> "a";
      case "a", "nbe" -> "be";
      case "l", "nge" -> "ge";
      case "ge", "nl" -> "l";
      case "le", "ng" -> "g";
      case "g", "nle" -> "le";
      case "s" -> "ns";
      case "ns" -> "s";
      case "o" -> "no";
      case "no" -> "o";
      case "p", "pe" -> "np";
      case "np", "po" -> "p";
      default -> throw new IllegalArgumentException("no condition " + condition);
    };
  }

  /** The name that tables and listings use for a condition with several. */
  public static String canonical(String condition) {
    return negate(negate(condition));
  }
}
