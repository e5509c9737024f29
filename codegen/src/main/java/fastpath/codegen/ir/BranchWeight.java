package fastpath.codegen.ir;

/**
 * The probability that a CONDBR goes to its successor 0.
 *
 * @param taken the probability, 0 to 1
 * @param expected true if the source states the weight ({@code __builtin_expect}), false for a
 *     heuristic
 */
public record BranchWeight(double taken, boolean expected) implements Attribute {
  /**
   * The probability that {@code __builtin_expect} implies: gcc's {@code --param
   * builtin-expect-probability}.
   */
  public static final double EXPECT_PROBABILITY = 0.9;

  /** Returns a weight that the source states. */
  public BranchWeight(double taken) {
    this(taken, true);
  }

  public BranchWeight negated() {
    return new BranchWeight(1 - taken, expected);
  }
}
