package fastpath.codegen.ir;

/**
 * The operation of an instruction. Integer arithmetic wraps around. Shift counts are taken modulo
 * 32, for I64 modulo 64, as the processor does. Division by zero faults as the processor does.
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
  /** Rotation to the left; the count is taken modulo the width. */
  ROTL(Family.BINARY, "rotl"),
  NEG(Family.UNARY, "neg"),
  NOT(Family.UNARY, "not"),
  /** A comparison of two arguments with an I1 as result; attribute {@link Pred}. */
  ICMP(Family.COMPARE, "icmp"),
  /** A selection: the arguments are an I1, the value if it is 1, and the value if it is 0. */
  SELECT(Family.SELECT, "select"),
  ZEXT(Family.CAST, "zext"),
  SEXT(Family.CAST, "sext"),
  TRUNC(Family.CAST, "trunc"),
  BSWAP(Family.UNARY, "bswap"),
  /** The number of trailing zeros; undefined for 0, as {@code __builtin_ctz}. */
  CTZ(Family.UNARY, "ctz"),
  /** The number of leading zeros; undefined for 0. */
  CLZ(Family.UNARY, "clz"),
  POPCNT(Family.UNARY, "popcnt"),
  /**
   * The argument's value, which is expected to equal a constant; attribute {@link
   * Attribute.Expected}.
   */
  EXPECT(Family.HINT, "expect"),
  /** A load; the argument is the address; attribute {@link Mem}. */
  LOAD(Family.MEMORY, "load"),
  /** A store; the arguments are address and value; attribute {@link Mem}. */
  STORE(Family.MEMORY, "store"),
  /** The address of a stack slot; only in the entry block; attribute {@link StackSlot}. */
  ALLOCA(Family.MEMORY, "alloca"),
  /**
   * A call; the arguments are the callee and the call's arguments; attribute {@link CallInfo}. The
   * second word of a result in two registers is a {@link #RESULT}.
   */
  CALL(Family.CALL, "call"),
  /**
   * An inline asm; the arguments are the values and addresses of operands; attribute {@link
   * AsmInfo}; each output is a {@link #RESULT}.
   */
  ASM(Family.CALL, "asm"),
  /**
   * An output of an inline asm, or output 1 of a call that returns two words; the ASM, ASM_GOTO or
   * CALL is the argument; attribute {@link Attribute.Output}. A RESULT of an ASM or CALL directly
   * follows its argument or another RESULT; a RESULT of an ASM_GOTO stands at the start of each
   * successor that uses the output.
   */
  RESULT(Family.CALL, "result"),
  /**
   * An atomic read-modify-write; the arguments are address and operand, the result is the old
   * value; attribute {@link Rmw}.
   */
  ATOMIC_RMW(Family.MEMORY, "atomic_rmw"),
  /**
   * A compare-and-exchange; the arguments are address, expected and desired value, the result is
   * the old value; attribute {@link Mem}.
   */
  CMPXCHG(Family.MEMORY, "cmpxchg"),
  /** A memory fence; attribute {@link MemoryOrder}. */
  FENCE(Family.MEMORY, "fence"),
  /** The value of a hardware register; attribute {@link Attribute.Hardware}. */
  READ_REG(Family.REGISTER, "read_reg"),
  /** A write of the argument to a hardware register; attribute {@link Attribute.Hardware}. */
  WRITE_REG(Family.REGISTER, "write_reg"),
  /**
   * Takes the argument's number of bytes from the stack until the function returns; the result is
   * the address of the first byte, which is aligned as the stack is at calls.
   */
  DYNAMIC_ALLOCA(Family.REGISTER, "dynamic_alloca"),
  FRAME_ADDRESS(Family.REGISTER, "frame_address"),
  RETURN_ADDRESS(Family.REGISTER, "return_address"),
  /** A PHI, with one argument for each predecessor in the order of {@link Block#preds}. */
  PHI(Family.PHI, "phi"),
  /** An unconditional branch to successor 0. */
  BR(Family.TERMINATOR, "br"),
  /**
   * A conditional branch to successor 0 if the I1 argument is 1, else to successor 1; attribute
   * {@link BranchWeight} or null.
   */
  CONDBR(Family.TERMINATOR, "condbr"),
  /**
   * A switch on the argument; attribute {@link Cases}; successor 0 is the default, successor 1 + i
   * is case i.
   */
  SWITCH(Family.TERMINATOR, "switch"),
  /** A return, with the words of the result as its arguments. */
  RET(Family.TERMINATOR, "ret"),
  UNREACHABLE(Family.TERMINATOR, "unreachable"),
  /**
   * An asm goto, with arguments as ASM; successor 0 is the fall-through, successor 1 + i is label
   * i.
   */
  ASM_GOTO(Family.TERMINATOR, "asm_goto");

  /** A family of operations with common properties. */
  public enum Family {
    /** Operations with two arguments and a result that depends on the arguments alone. */
    BINARY(true),
    /** Operations with two arguments that fault where the processor's division faults. */
    DIVISION(false),
    /** Operations with one argument, which has the type of the result. */
    UNARY(true),
    /** Comparisons of two arguments with an I1 as result. */
    COMPARE(true),
    /** The selection of one of two arguments by a third. */
    SELECT(true),
    /** Conversions of an argument to another width. */
    CAST(true),
    /** Operations that yield their argument and add a hint about its value. */
    HINT(true),
    /** Operations that access memory, order accesses, or yield the address of a slot. */
    MEMORY(false),
    /** Calls and inline asm, and the outputs of inline asm. */
    CALL(false),
    /** Operations that read or write hardware registers or read addresses of the frame. */
    REGISTER(false),
    /** PHIs: one value for each predecessor of the block. */
    PHI(false),
    /** Operations that end a block. */
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
   * Returns the operation that has a word in the text form.
   *
   * @throws IllegalArgumentException if no operation has the word
   */
  public static Op of(String text) {
    return Spelled.find(ALL, text);
  }

  /** The family that the operation belongs to. */
  public Family family() {
    return family;
  }

  /** True for operations that end a block. */
  public boolean isTerminator() {
    return family == Family.TERMINATOR;
  }

  /** True for arithmetic whose result depends on the arguments alone and which cannot fault. */
  public boolean isPure() {
    return family.pure;
  }

  /** True for signed and unsigned quotients and remainders. */
  public boolean isDivision() {
    return family == Family.DIVISION;
  }

  /** True if the two arguments may be exchanged. */
  public boolean isCommutative() {
    return commutative;
  }

  /** True for arithmetic on two arguments: divisions are included, comparisons are not. */
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
