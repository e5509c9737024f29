package fastpath.emulator.frames;

import java.util.Set;

/** Registers that a function must preserve. */
public final class CalleeSaved {
  /** rbx, rbp, r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final Set<Integer> NUMBERS = Set.of(3, 5, 12, 13, 14, 15);

  private static final int RSP = 4;
  private static final int REGISTERS = 16;

  private CalleeSaved() {}

  /** Registers that a callee may change, as bits by encoding number: all but those and rsp. */
  public static int others() {
    int mask = 0;
    for (int r = 0; r < REGISTERS; r++) {
      mask |= contains(r) || r == RSP ? 0 : 1 << r;
    }
    return mask;
  }

  /**
   * True for the encoding number of such a register, 0 to 15. rsp, which every function restores,
   * is not included.
   */
  static boolean contains(int register) {
    return NUMBERS.contains(register);
  }
}
