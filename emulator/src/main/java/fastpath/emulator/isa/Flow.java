package fastpath.emulator.isa;

/** Where control goes after an instruction. */
public enum Flow {
  NEXT,
  /** A direct unconditional transfer. */
  JUMP,
  /** A direct conditional transfer (jcc, loop, jrcxz). */
  BRANCH,
  CALL,
  RET,
  INDIRECT_JUMP,
  INDIRECT_CALL,
  /** The machine decides: hlt, ud2, int3, int n, syscall, sysret, iretq. */
  STOP
}
