package fastpath.emulator.frames;

import java.util.Set;

/** Registers that a function must give back as it found them. */
final class CalleeSaved {
  /** rbx, rbp, r12 to r15 (System V ABI for AMD64, 3.2.1). */
  private static final Set<Integer> NUMBERS = Set.of(3, 5, 12, 13, 14, 15);

  private CalleeSaved() {}

  /** By the encoding number 0..15; rsp, which every function gives back, is not among them. */
  static boolean contains(int register) {
    return NUMBERS.contains(register);
  }
}
