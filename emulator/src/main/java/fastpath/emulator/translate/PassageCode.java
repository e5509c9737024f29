package fastpath.emulator.translate;

/** What the class generated for a passage implements. */
@FunctionalInterface
interface PassageCode {
  /**
   * Runs until the passage is left. Its state by ordinal of {@link fastpath.emulator.isa.State},
   * its counters and its link are constants of the class.
   *
   * @return the number of the exit
   */
  int run();
}
