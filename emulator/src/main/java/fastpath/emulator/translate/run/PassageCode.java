package fastpath.emulator.translate.run;

/** The code of a passage; each generated class implements it. */
@FunctionalInterface
public interface PassageCode {
  /**
   * Runs the code until a side exit. Counters and runtime are constants of the class.
   *
   * @return number of the side exit
   */
  int run();
}
