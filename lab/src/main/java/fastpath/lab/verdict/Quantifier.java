package fastpath.lab.verdict;

/**
 * The number of cases of which a criterion must be true. The article's words decide which
 * quantifier applies.
 */
public enum Quantifier {
  /**
   * The criterion must be true of every case, for words like "never", "always" or "to the
   * instruction".
   */
  ALL,
  /** The criterion must be true of more than half of the cases, for words like "often". */
  MOST,
  /** The criterion must be true of at least one case, for words like "in some order". */
  SOME,
  /**
   * A number that all cases yield together must be within bounds, for words like "significantly" or
   * "much".
   */
  FIGURE
}
