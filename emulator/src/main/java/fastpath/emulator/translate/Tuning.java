package fastpath.emulator.translate;

/**
 * When the translator sets in.
 *
 * @param hot how often control leaps to a place before it is translated; later ones wait longer
 * @param watched instructions whose accesses are noted before that
 * @param firstInstructions of a passage, at most; most have no use for more
 * @param mostInstructions of one that has
 * @param mostTranslations of one place
 * @param slice most instructions that translated code runs at a time
 * @param background whether the guest runs on while a passage is made
 * @param verify whether the interpreter repeats it
 */
public record Tuning(
    int hot,
    int watched,
    int firstInstructions,
    int mostInstructions,
    int mostTranslations,
    int slice,
    boolean background,
    boolean verify) {
  public static final Tuning DEFAULT = new Tuning(20_000, 4000, 64, 500, 8, 1 << 20, true, false);

  /** As soon as a place is come to a second time. */
  public static final Tuning EAGER = new Tuning(2, 1000, 500, 500, 8, 1 << 20, false, false);

  /** The same in small steps, each repeated by the interpreter. */
  public static final Tuning VERIFY = new Tuning(2, 1000, 500, 500, 8, 20_000, false, true);
}
