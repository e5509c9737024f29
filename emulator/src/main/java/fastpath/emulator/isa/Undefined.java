package fastpath.emulator.isa;

/**
 * What the manual leaves undefined after a row.
 *
 * @param flags undefined flags by operand size and masked count (0 for rows that do not count), in
 *     RFLAGS positions
 * @param result whether the destination is undefined too, by operand size, masked count and the
 *     flags after
 * @param because the manual's sentence; "" if nothing is undefined
 */
record Undefined(Flagged flags, Result result, String because) {
  static final Undefined NOTHING = new Undefined((w, n) -> 0, (w, n, f) -> false, "");

  /** Undefined flags. */
  @FunctionalInterface
  interface Flagged {
    long flags(int width, int count);
  }

  /** Undefined destination. */
  @FunctionalInterface
  interface Result {
    boolean is(int width, int count, long flagsAfter);
  }
}
