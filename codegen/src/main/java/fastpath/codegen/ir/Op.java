package fastpath.codegen.ir;

/**
 * What an instruction does. Arithmetic wraps. Shift counts are taken modulo 32, for I64 modulo 64,
 * as the processor does. Division by zero faults as the processor does.
 */
public enum Op implements Spelled {
  ADD(Family.BINARY, "add", true),
  SUB(Family.BINARY, "sub"),
  MUL(Family.BINARY, "mul", true),
  SDIV(Family.DIVISION, "sdiv"),
  UDIV(Family.DIVISION, "udiv"),
  SREM(Family.DIVISION, "srem"),
  UREM(Family.DIVISION, "urem"),
  AND(Family.BINARY, "and", true),
  OR(Family.BINARY, "or", true),
  XOR(Family.BINARY, "xor", true),
  SHL(Family.BINARY, "shl"),
  LSHR(Family.BINARY, "lshr"),
  ASHR(Family.BINARY, "ashr"),
  /** Rotate left; the count is taken modulo the width. */
  ROTL(Family.BINARY, "rotl"),
  NEG(Family.UNARY, "neg"),
  NOT(Family.UNARY, "not"),
  /** (a, b) -> I1; attribute {@link Pred}. */
  ICMP(Family.COMPARE, "icmp"),
  /** (I1 condition, value if 1, value if 0). */
  SELECT(Family.SELECT, "select"),
  ZEXT(Family.CAST, "zext"),
  SEXT(Family.CAST, "sext"),
  TRUNC(Family.CAST, "trunc"),
  BSWAP(Family.UNARY, "bswap"),
  /** Trailing zeros; undefined for 0, as {@code __builtin_ctz}. */
  CTZ(Family.UNARY, "ctz"),
  /** Leading zeros; undefined for 0. */
  CLZ(Family.UNARY, "clz"),
  POPCNT(Family.UNARY, "popcnt"),
  /** (value) -> value; attribute {@link Attribute.Expected}. */
  EXPECT(Family.HINT, "expect"),
  /** (address); attribute {@link Mem}. */
  LOAD(Family.MEMORY, "load"),
  /** (address, value); attribute {@link Mem}. */
  STORE(Family.MEMORY, "store"),
  /** () -> address; in the entry block; attribute {@link StackSlot}. */
  ALLOCA(Family.MEMORY, "alloca"),
  /** (callee, arguments...); attribute {@link CallInfo}. */
  CALL(Family.CALL, "call"),
  /** (values and addresses...); attribute {@link AsmInfo}; outputs through {@link #RESULT}. */
  ASM(Family.CALL, "asm"),
  /** (the ASM); attribute {@link Attribute.Output}. Directly follows its ASM or another RESULT. */
  RESULT(Family.CALL, "result"),
  /** (address, value) -> old value; attribute {@link Rmw}. */
  ATOMIC_RMW(Family.MEMORY, "atomic_rmw"),
  /** (address, expected, desired) -> old value; attribute {@link Mem}. */
  CMPXCHG(Family.MEMORY, "cmpxchg"),
  /** Attribute {@link MemoryOrder}. */
  FENCE(Family.MEMORY, "fence"),
  /** () -> value; attribute {@link Attribute.Hardware}. */
  READ_REG(Family.REGISTER, "read_reg"),
  /** (value); attribute {@link Attribute.Hardware}. */
  WRITE_REG(Family.REGISTER, "write_reg"),
  FRAME_ADDRESS(Family.REGISTER, "frame_address"),
  RETURN_ADDRESS(Family.REGISTER, "return_address"),
  /** One argument for each predecessor, in the order of {@link Block#preds}. */
  PHI(Family.PHI, "phi"),
  /** No argument; goes to successor 0. */
  BR(Family.TERMINATOR, "br"),
  /** (I1): successor 0 if 1, else successor 1; attribute {@link BranchWeight} or null. */
  CONDBR(Family.TERMINATOR, "condbr"),
  /** (value): attribute {@link Cases}; successor 0 is the default, 1 + i is case i. */
  SWITCH(Family.TERMINATOR, "switch"),
  /** () or (value): returns. */
  RET(Family.TERMINATOR, "ret"),
  UNREACHABLE(Family.TERMINATOR, "unreachable"),
  /** As ASM; successor 0 is the fall-through, 1 + i is label i. */
  ASM_GOTO(Family.TERMINATOR, "asm_goto");

  /** What operations have in common. */
  public enum Family {
    /** Two arguments, one result that depends on them alone. */
    BINARY(true),
    /** As BINARY, but faults where the processor faults. */
    DIVISION(false),
    /** One argument, of the result's type. */
    UNARY(true),
    /** A truth value from two arguments. */
    COMPARE(true),
    /** One of two arguments, by a third. */
    SELECT(true),
    /** One argument of another width. */
    CAST(true),
    /** The value of the argument, with a hint about it. */
    HINT(true),
    /** Accesses memory, orders accesses, or gives memory an address. */
    MEMORY(false),
    /** Calls and inline asm, and the results that come back. */
    CALL(false),
    /** Reads or writes hardware registers or the frame's addresses. */
    REGISTER(false),
    /** A value for each predecessor of the block. */
    PHI(false),
    /** Ends a block. */
    TERMINATOR(false);

    private final boolean pure;

    Family(boolean pure) {
      this.pure = pure;
    }
  }

  private static final Op[] ALL = values();

  private final Family family;
  private final String text;
  private final boolean commutative;

  Op(Family family, String text) {
    this(family, text, false);
  }

  Op(Family family, String text, boolean commutative) {
    this.family = family;
    this.text = text;
    this.commutative = commutative;
  }

  /**
   * The operation with that word in the text form.
   *
   * @throws IllegalArgumentException if no operation has it
   */
  public static Op of(String text) {
    return Spelled.find(ALL, text);
  }

  /** The family that the operation belongs to. */
  public Family family() {
    return family;
  }

  /** True for terminators. */
  public boolean isTerminator() {
    return family == Family.TERMINATOR;
  }

  /** True for arithmetic whose result depends on the arguments alone and which cannot fault. */
  public boolean isPure() {
    return family.pure;
  }

  /** True for the four quotients and remainders. */
  public boolean isDivision() {
    return family == Family.DIVISION;
  }

  /** True if the two arguments may be exchanged. */
  public boolean isCommutative() {
    return commutative;
  }

  /** True for arithmetic on two arguments, divisions included, comparisons not. */
  public boolean isBinary() {
    return family == Family.BINARY || family == Family.DIVISION;
  }

  /** True for extension and truncation. */
  public boolean isCast() {
    return family == Family.CAST;
  }

  /** The operation's word in the text form. */
  @Override
  public String text() {
    return text;
  }
}
