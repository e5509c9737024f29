package fastpath.codegen.ir;

/**
 * What an instruction does. Arithmetic wraps. Shift counts are taken modulo 32, for I64 modulo 64,
 * as the processor does. Division by zero faults as the processor does.
 */
public enum Op {
  ADD,
  SUB,
  MUL,
  SDIV,
  UDIV,
  SREM,
  UREM,
  AND,
  OR,
  XOR,
  SHL,
  LSHR,
  ASHR,
  /** Rotate left; the count is taken modulo the width. */
  ROTL,
  NEG,
  NOT,
  /** (a, b) -> I1; attribute {@link Pred}. */
  ICMP,
  /** (I1 condition, value if 1, value if 0). */
  SELECT,
  ZEXT,
  SEXT,
  TRUNC,
  BSWAP,
  /** Trailing zeros; undefined for 0, as {@code __builtin_ctz}. */
  CTZ,
  /** Leading zeros; undefined for 0. */
  CLZ,
  POPCNT,
  /** (value) -> value; attribute Long: the value {@code __builtin_expect} says is likely. */
  EXPECT,
  /** (address); attribute {@link Mem}. */
  LOAD,
  /** (address, value); attribute {@link Mem}. */
  STORE,
  /** () -> address; in the entry block; attribute {@link StackSlot}. */
  ALLOCA,
  /** (callee, arguments...); attribute {@link CallInfo}. */
  CALL,
  /** (values and addresses...); attribute {@link AsmInfo}; outputs through {@link #RESULT}. */
  ASM,
  /** (the ASM); attribute Integer: which output. Directly follows its ASM or another RESULT. */
  RESULT,
  /** (address, value) -> old value; attribute {@link Rmw}. */
  ATOMIC_RMW,
  /** (address, expected, desired) -> old value; attribute {@link Mem}. */
  CMPXCHG,
  /** Attribute {@link MemoryOrder}. */
  FENCE,
  /** () -> value; attribute {@code emulator.isa.Reg}. */
  READ_REG,
  /** (value); attribute {@code emulator.isa.Reg}. */
  WRITE_REG,
  FRAME_ADDRESS,
  RETURN_ADDRESS,
  /** One argument for each predecessor, in the order of {@link Block#preds}. */
  PHI,
  /** Successor 0. */
  BR,
  /** (I1): successor 0 if 1, else successor 1; attribute {@link BranchWeight} or null. */
  CONDBR,
  /** (value): attribute {@link Cases}; successor 0 is the default, 1 + i is case i. */
  SWITCH,
  /** () or (value). */
  RET,
  UNREACHABLE,
  /** As ASM; successor 0 is the fall-through, 1 + i is label i. */
  ASM_GOTO;

  public boolean isTerminator() {
    return ordinal() >= BR.ordinal();
  }

  /** Arithmetic whose result depends on the arguments alone and which cannot fault. */
  public boolean isPure() {
    return ordinal() <= EXPECT.ordinal() && !isDivision();
  }

  public boolean isDivision() {
    return this == SDIV || this == UDIV || this == SREM || this == UREM;
  }

  public boolean isCommutative() {
    return switch (this) {
      case ADD, MUL, AND, OR, XOR -> true;
      default -> false;
    };
  }

  public boolean isBinary() {
    return ordinal() <= ROTL.ordinal();
  }

  public boolean isCast() {
    return this == ZEXT || this == SEXT || this == TRUNC;
  }

  /** As the text form writes it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
