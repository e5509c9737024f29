package fastpath.emulator.translate;

/**
 * When the translator compiles.
 *
 * @param hot the hot threshold: jumps to an instruction before its passage is ordered; the
 *     threshold grows with the number of orders so far
 * @param watched number of instructions whose accesses are noted before that
 * @param firstInstructions upper limit on instructions of a passage
 * @param maxInstructions the same for a passage that proved too small
 * @param maxTranslations upper limit on passages ordered for one instruction
 * @param quantum upper limit on instructions of one run of a passage
 * @param background true if the guest runs on while a passage is made
 * @param verify true if the interpreter repeats every run and compares
 */
public record Tuning(
    int hot,
    int watched,
    int firstInstructions,
    int maxInstructions,
    int maxTranslations,
    int quantum,
    boolean background,
    boolean verify) {
  public static final Tuning DEFAULT = new Tuning(20_000, 4000, 64, 500, 8, 1 << 20, true, false);

  /** Compiles what control jumps to a second time. */
  public static final Tuning EAGER = new Tuning(2, 1000, 500, 500, 8, 1 << 20, false, false);

  /** Compiles as eagerly, in short runs, and checks every run. */
  public static final Tuning VERIFY = new Tuning(2, 1000, 500, 500, 8, 20_000, false, true);
}
