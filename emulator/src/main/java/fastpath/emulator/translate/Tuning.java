package fastpath.emulator.translate;

/**
 * The parameters that decide when and how the translator compiles.
 *
 * @param hot the base of the hot threshold, which is the number of jumps to an instruction before
 *     its passage is ordered; the threshold grows with the number of orders so far
 * @param watched number of instructions for which the interpreter notes accesses before a passage
 *     is ordered
 * @param firstInstructions upper limit on instructions of a passage
 * @param maxInstructions upper limit on instructions of a passage that replaces one that was too
 *     small
 * @param maxTranslations upper limit on the passages ordered for one instruction
 * @param quantum upper limit on instructions of one run of a passage
 * @param background true if the guest continues to run while a passage is compiled
 * @param verify true if the interpreter repeats every run of a passage and the results are compared
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

  /** Eager compilation: a passage is ordered at the second jump to an instruction. */
  public static final Tuning EAGER = new Tuning(2, 1000, 500, 500, 8, 1 << 20, false, false);

  /** Eager compilation with short runs of passages, each of which is verified. */
  public static final Tuning VERIFY = new Tuning(2, 1000, 500, 500, 8, 20_000, false, true);
}
