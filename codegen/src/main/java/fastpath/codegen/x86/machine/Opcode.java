package fastpath.codegen.x86.machine;

/**
 * The instructions that selection emits, with the properties that the allocator and the peephole
 * pass need.
 */
public enum Opcode {
  MOV("mov", Roles.DEF_USES, Flags.KEPT, MemoryForm.EITHER),
  MOVZX("movzx", Roles.DEF_USES, Flags.KEPT, MemoryForm.SOURCE),
  MOVSX("movsx", Roles.DEF_USES, Flags.KEPT, MemoryForm.SOURCE),
  MOVSXD("movsxd", Roles.DEF_USES, Flags.KEPT, MemoryForm.SOURCE),
  LEA("lea", Roles.DEF_USES, Flags.KEPT, MemoryForm.NONE),
  BSF("bsf", Roles.DEF_USES, Flags.OTHER, MemoryForm.NONE),
  BSR("bsr", Roles.DEF_USES, Flags.OTHER, MemoryForm.NONE),
  POPCNT("popcnt", Roles.DEF_USES, Flags.OTHER, MemoryForm.NONE),
  ADD("add", Roles.BOTH_USES, Flags.ZERO_AND_SIGN, MemoryForm.EITHER),
  SUB("sub", Roles.BOTH_USES, Flags.ZERO_AND_SIGN, MemoryForm.EITHER),
  AND("and", Roles.BOTH_USES, Flags.AS_TEST, MemoryForm.EITHER),
  OR("or", Roles.BOTH_USES, Flags.AS_TEST, MemoryForm.EITHER),
  XOR("xor", Roles.BOTH_USES, Flags.AS_TEST, MemoryForm.EITHER),
  NEG("neg", Roles.BOTH_USES, Flags.ZERO_AND_SIGN, MemoryForm.DESTINATION),
  NOT("not", Roles.BOTH_USES, Flags.KEPT, MemoryForm.DESTINATION),
  BSWAP("bswap", Roles.BOTH_USES, Flags.KEPT, MemoryForm.NONE),
  SHL("shl", Roles.BOTH_USES, Flags.ZERO_AND_SIGN_BY_COUNT, MemoryForm.DESTINATION),
  SHR("shr", Roles.BOTH_USES, Flags.ZERO_AND_SIGN_BY_COUNT, MemoryForm.DESTINATION),
  SAR("sar", Roles.BOTH_USES, Flags.ZERO_AND_SIGN_BY_COUNT, MemoryForm.DESTINATION),
  ROL("rol", Roles.BOTH_USES, Flags.OTHER, MemoryForm.NONE),
  IMUL("imul", Roles.PRODUCT, Flags.OTHER, MemoryForm.SOURCE),
  DIV("div", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  IDIV("idiv", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  CDQ("cdq", Roles.BOTH_USES, Flags.OTHER, MemoryForm.NONE),
  CQO("cqo", Roles.BOTH_USES, Flags.OTHER, MemoryForm.NONE),
  CMP("cmp", Roles.USES, Flags.OTHER, MemoryForm.EITHER),
  TEST("test", Roles.USES, Flags.OTHER, MemoryForm.DESTINATION),
  BT("bt", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  XCHG("xchg", Roles.EXCHANGE, Flags.KEPT, MemoryForm.NONE),
  XADD("xadd", Roles.EXCHANGE, Flags.OTHER, MemoryForm.NONE),
  CMPXCHG("cmpxchg", Roles.BOTH_USES, Flags.OTHER, MemoryForm.NONE),
  MFENCE("mfence", Roles.BOTH_USES, Flags.KEPT, MemoryForm.NONE),
  PUSH("push", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  POP("pop", Roles.BOTH_USES, Flags.OTHER, MemoryForm.NONE),
  /** A SETcc instruction, which needs a {@link Condition}. */
  SET("set", Roles.DEF_USES, Flags.READ, MemoryForm.NONE),
  /** A CMOVcc instruction, which needs a {@link Condition}. */
  CMOV("cmov", Roles.BOTH_USES, Flags.READ, MemoryForm.SOURCE),
  /** A Jcc instruction, which needs a {@link Condition}. */
  J("j", Roles.USES, Flags.READ, MemoryForm.NONE),
  CALL("call", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  JMP("jmp", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  RET("ret", Roles.USES, Flags.OTHER, MemoryForm.NONE),
  /** No instruction of the CPU; {@link MachineInsn#kind} tells the meaning. */
  PSEUDO("", Roles.USES, Flags.OTHER, MemoryForm.NONE);

  /** The access to operands, in Intel order. */
  private enum Roles {
    DEF_USES,
    BOTH_USES,
    USES,
    EXCHANGE,
    /**
     * The access depends on the number of operands: of three the first is written, of two the first
     * is read and written, a single one is only read.
     */
    PRODUCT
  }

  /** The effects of instructions on the arithmetic flags. */
  public enum Flags {
    /** The flags are neither changed nor read. */
    KEPT,
    /** The flags are read and not changed. */
    READ,
    /** The flags are set as by a test of the result with itself. */
    AS_TEST,
    /** ZF and SF are set as by a test of the result with itself; the other flags differ. */
    ZERO_AND_SIGN,
    /**
     * If the shift count is not zero, ZF and SF are set as by a test of the result with itself, and
     * the other flags differ; otherwise all flags are unchanged.
     */
    ZERO_AND_SIGN_BY_COUNT,
    /** The flags are set in another way or become undefined. */
    OTHER
  }

  /** The operand that can be a spill slot instead of a register. */
  public enum MemoryForm {
    NONE,
    DESTINATION,
    SOURCE,
    EITHER
  }

  private static final int[] DEF_USES = {MachineInsn.DEF, MachineInsn.USE, MachineInsn.USE};
  private static final int[] BOTH_USES = {MachineInsn.BOTH, MachineInsn.USE, MachineInsn.USE};
  private static final int[] USES = {MachineInsn.USE, MachineInsn.USE, MachineInsn.USE};
  private static final int[] EXCHANGE = {MachineInsn.BOTH, MachineInsn.BOTH};

  private final String text;
  private final Roles roles;
  private final Flags flags;
  private final MemoryForm memoryForm;

  Opcode(String text, Roles roles, Flags flags, MemoryForm memoryForm) {
    this.text = text;
    this.roles = roles;
    this.flags = flags;
    this.memoryForm = memoryForm;
  }

  /** The mnemonic; for SET, CMOV and J without the condition. */
  public String text() {
    return text;
  }

  /** The effect on the arithmetic flags. */
  public Flags flags() {
    return flags;
  }

  /** The operand that can be a spill slot. */
  public MemoryForm memoryForm() {
    return memoryForm;
  }

  /**
   * Returns the access to each operand of an instruction with {@code count} operands, in Intel
   * order.
   */
  int[] roles(int count) {
    return switch (roles) {
      case DEF_USES -> DEF_USES;
      case BOTH_USES -> BOTH_USES;
      case USES -> USES;
      case EXCHANGE -> EXCHANGE;
      case PRODUCT -> count == 3 ? DEF_USES : count == 2 ? BOTH_USES : USES;
    };
  }
}
