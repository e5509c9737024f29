package fastpath.lab.validate;

/**
 * Number of interrupts in a run.
 *
 * @param interrupts 0, 1 or 2
 * @param most limit on runs with two interrupts of one combination. If there are more, the first
 *     interrupt comes at every k-th place only, with the smallest sufficient k
 */
public record Depth(int interrupts, long most) {
  /** The call without interrupts only. */
  public static final Depth QUIET = new Depth(0, 0);

  public static final Depth ONE = new Depth(1, 0);
  public static final Depth EXHAUSTIVE = new Depth(2, Long.MAX_VALUE);
}
