package fastpath.lab.verdict;

/** Of how many of its cases a criterion must be true. The article's words decide which one. */
public enum Quantifier {
  /** Every case: "never", "always", "to the instruction". */
  ALL,
  /** More than half of the cases: "often". */
  MOST,
  /** At least one case: "in some order". */
  SOME,
  /** A number that all cases yield together lies within bounds: "significantly", "much". */
  FIGURE
}
