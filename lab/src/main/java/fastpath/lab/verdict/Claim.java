package fastpath.lab.verdict;

/** A claim of the article, and the comparison that decides it. Each claim is one file. */
public interface Claim {
  /** Name on the command line. */
  String name();

  /** One line for lists of claims. */
  String title();

  /** Section of the article. */
  String section();

  /** The article's statement, in our words. */
  String statement();

  /** Where the article is imprecise, what the record of the time shows instead; empty elsewhere. */
  default String note() {
    return "";
  }

  /** The expected verdict. Each criterion has an expected verdict of its own. */
  Verdict expected();

  /** Compiles, runs and compares. */
  Finding evaluate(Setting setting);
}
