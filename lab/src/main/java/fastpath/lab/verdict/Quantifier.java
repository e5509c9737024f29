package fastpath.lab.verdict;

/**
 * The number of cases of which a criterion must be true. The article's words decide which
 * quantifier applies.
 */
public enum Quantifier {
  /** Every case: "never", "always", "to the instruction". */
  ALL,
  /** More than half of the cases: "often". */
  MOST,
  /** At least one case: "in some order". */
  SOME,
  /** A number that all cases yield together must be within bounds: "significantly", "much". */
  FIGURE
}
