package fastpath.emulator.frames;

import java.util.Set;

/** The callee-saved registers, which a function must preserve. */
public final class CalleeSaved {
  /** The encoding numbers of rbx, rbp and r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final Set<Integer> NUMBERS = Set.of(3, 5, 12, 13, 14, 15);

  private static final int RSP = 4;
  private static final int REGISTERS = 16;

  private CalleeSaved() {}

  /**
   * Returns the caller-saved registers, as bits by encoding number: all registers but the
   * callee-saved ones and rsp.
   */
  public static int others() {
    int mask = 0;
    for (int r = 0; r < REGISTERS; r++) {
      mask |= contains(r) || r == RSP ? 0 : 1 << r;
    }
    return mask;
  }

  /**
   * True if an encoding number from 0 to 15 is that of a callee-saved register. The stack pointer
   * rsp, which every function restores, is not included.
   */
  static boolean contains(int register) {
    return NUMBERS.contains(register);
  }
}
