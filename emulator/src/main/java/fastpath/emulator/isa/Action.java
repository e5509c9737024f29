package fastpath.emulator.isa;

/**
 * What a row does, as far as readers of machine code ask: unwinders, attribution, traces. A row
 * declares it; nobody reads it out of a mnemonic.
 */
public enum Action {
  /** mov: the destination becomes the source as it is. */
  MOVE,
  /** push of a register or another operand of 16 to 64 bits; not pushf. */
  PUSH,
  /** The counterpart of {@link #PUSH}. */
  POP,
  /** pushf: RFLAGS goes to the stack. */
  PUSH_FLAGS,
  /** popf: RFLAGS comes from the stack. */
  POP_FLAGS,
  /** inc: the destination becomes one more, and CF is kept. */
  INCREMENT,
  /** xadd: source and destination are exchanged, the destination becomes their sum. */
  EXCHANGE_ADD,
  /** xchg: the operands change places. */
  EXCHANGE,
  /** stac: AC is set, so that the kernel may access user memory. */
  ALLOW_USER_ACCESS,
  /** clac: the counterpart of {@link #ALLOW_USER_ACCESS}. */
  FORBID_USER_ACCESS,
  /** nop, of any length: nothing but bytes that are stepped over. */
  NO_OPERATION,
  /** endbr64: where an indirect branch may come to. */
  END_BRANCH,
  /** cli: IF is cleared. */
  DISABLE_INTERRUPTS,
  /** Anything else. */
  OTHER
}
