package fastpath.emulator.isa;

/**
 * The flags and the destination that the manual leaves undefined after a row's instruction.
 *
 * @param flags the undefined flags by operand size and masked count (0 for rows without a count),
 *     in RFLAGS positions
 * @param result true if the destination is undefined too, by operand size, masked count and the
 *     flags after the instruction
 * @param because the manual's sentence on what is undefined; "" if nothing is undefined
 */
record Undefined(Flagged flags, Result result, String because) {
  static final Undefined NOTHING = new Undefined((w, n) -> 0, (w, n, f) -> false, "");

  /** Computes the undefined flags. */
  @FunctionalInterface
  interface Flagged {
    long flags(int width, int count);
  }

  /** Decides whether the destination is undefined. */
  @FunctionalInterface
  interface Result {
    boolean is(int width, int count, long flagsAfter);
  }
}
