package fastpath.emulator.translate.run;

/** What the class generated for a passage implements. */
@FunctionalInterface
public interface PassageCode {
  /**
   * Runs until the passage is left. Its counters and its link, which knows the state, are constants
   * of the class.
   *
   * @return the number of the exit
   */
  int run();
}
