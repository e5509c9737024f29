package fastpath.emulator.isa;

/** The control transfer of an instruction: where control goes after it. */
public enum Flow {
  NEXT,
  /** A direct unconditional jump. */
  JUMP,
  /** A direct conditional branch (jcc, loop, jrcxz). */
  BRANCH,
  CALL,
  RET,
  INDIRECT_JUMP,
  INDIRECT_CALL,
  /** The machine decides where control goes: hlt, ud2, int3, int n, syscall, sysret, iretq. */
  STOP
}
