package fastpath.emulator.isa;

/**
 * The action of a row of the instruction table, for code that analyses machine code, such as
 * unwinders, attribution and traces. A row declares its action, so no code derives the action from
 * a mnemonic.
 */
public enum Action {
  /** mov: copies the source to the destination unchanged. */
  MOVE,
  /** push of a register or another operand of 16 to 64 bits; not pushf. */
  PUSH,
  /** pop: the counterpart of {@link #PUSH}. */
  POP,
  /** pushf: stores RFLAGS on the stack. */
  PUSH_FLAGS,
  /** popf: loads RFLAGS from the stack. */
  POP_FLAGS,
  /** inc: adds one to the destination and keeps CF. */
  INCREMENT,
  /** xadd: exchanges source and destination, and stores their sum in the destination. */
  EXCHANGE_ADD,
  /** xchg: exchanges the operands. */
  EXCHANGE,
  /** stac: sets AC, so that the kernel may access user memory. */
  ALLOW_USER_ACCESS,
  /** clac: clears AC, the counterpart of {@link #ALLOW_USER_ACCESS}. */
  FORBID_USER_ACCESS,
  /** nop of any length: has no effect. */
  NO_OPERATION,
  /** endbr64: marks a target of indirect branches. */
  END_BRANCH,
  /** cli: clears IF. */
  DISABLE_INTERRUPTS,
  /** Any action that no other constant names. */
  OTHER
}
