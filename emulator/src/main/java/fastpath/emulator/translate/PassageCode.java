package fastpath.emulator.translate;

/** What the class generated for a passage implements. */
@FunctionalInterface
interface PassageCode {
  /**
   * Runs until the passage is left.
   *
   * @param state by ordinal of {@link fastpath.emulator.isa.State}
   * @param counts of blocks and taken branches, added to
   * @return the number of the exit
   */
  int run(long[] state, long[] counts, Link link);
}
