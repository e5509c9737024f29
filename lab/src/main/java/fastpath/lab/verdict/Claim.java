package fastpath.lab.verdict;

/** A claim of the article, and the comparison that decides it. Each claim is one file. */
public interface Claim {
  /** Returns the claim's name on the command line. */
  String name();

  /** Returns a description of one line, for lists of claims. */
  String title();

  /** Returns the title of the article's section that makes the claim. */
  String section();

  /** Returns the article's statement, in the lab's words. */
  String statement();

  /**
   * Returns what the records of the time show where the article is imprecise; empty where the
   * article is precise.
   */
  default String note() {
    return "";
  }

  /**
   * Returns the expected verdict of the claim. Each criterion has an expected verdict of its own.
   */
  Verdict expected();

  /** Compiles and runs the claim's functions, and compares the results. */
  Finding evaluate(Setting setting);
}
