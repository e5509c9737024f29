package fastpath.lab.validate;

/**
 * The depth of a validation: how many interrupts are injected into a run.
 *
 * @param interrupts number of interrupts in a run: 0, 1 or 2
 * @param most limit on the number of runs with two interrupts, for one combination of fast path,
 *     preset and compiler. If there would be more runs, the first interrupt is injected only at
 *     every k-th place, with the smallest sufficient k
 */
public record Depth(int interrupts, long most) {
  /** The depth that makes only the run without interrupts. */
  public static final Depth QUIET = new Depth(0, 0);

  public static final Depth ONE = new Depth(1, 0);
  public static final Depth EXHAUSTIVE = new Depth(2, Long.MAX_VALUE);
}
