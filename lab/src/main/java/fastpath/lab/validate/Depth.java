package fastpath.lab.validate;

/**
 * How many interrupts one run may have.
 *
 * @param interrupts 0, 1 or 2
 * @param most runs of two that one combination should not go far beyond; where all would, the first
 *     interrupt comes at every k-th place only, k as small as that allows
 */
public record Depth(int interrupts, long most) {
  /** The quiet call alone. */
  public static final Depth QUIET = new Depth(0, 0);

  public static final Depth ONE = new Depth(1, 0);
  public static final Depth EXHAUSTIVE = new Depth(2, Long.MAX_VALUE);
}
