package fastpath.codegen.ir;

/**
 * Probability that a CONDBR goes to its successor 0.
 *
 * @param taken probability, 0 to 1
 * @param expected true if the source states it ({@code __builtin_expect}), false for a heuristic
 */
public record BranchWeight(double taken, boolean expected) implements Attribute {
  /** gcc's {@code --param builtin-expect-probability}. */
  public static final double EXPECT_PROBABILITY = 0.9;

  /** A weight that the source states. */
  public BranchWeight(double taken) {
    this(taken, true);
  }

  public BranchWeight negated() {
    return new BranchWeight(1 - taken, expected);
  }
}
