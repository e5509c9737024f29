package fastpath.emulator.isa;

/** Where control goes after an instruction. */
public enum Flow {
  NEXT,
  /** Direct, unconditional. */
  JUMP,
  /** Direct, conditional (jcc, loop, jrcxz). */
  BRANCH,
  CALL,
  RET,
  INDIRECT_JUMP,
  INDIRECT_CALL,
  /** hlt, ud2, int3, int n, syscall, sysret, iretq: the machine decides. */
  STOP
}
