package fastpath.codegen.ir;

/**
 * How often a CONDBR goes to its successor 0.
 *
 * @param taken probability, 0 to 1
 * @param expected the source says so ({@code __builtin_expect}), not a heuristic
 */
public record BranchWeight(double taken, boolean expected) implements Attribute {
  /** gcc's {@code --param builtin-expect-probability}. */
  public static final double EXPECT_PROBABILITY = 0.9;

  /** A weight from the source. */
  public BranchWeight(double taken) {
    this(taken, true);
  }

  public BranchWeight negated() {
    return new BranchWeight(1 - taken, expected);
  }
}
