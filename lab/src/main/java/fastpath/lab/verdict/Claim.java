package fastpath.lab.verdict;

/** Something that the article says, and the comparison that would show it. One file a claim. */
public interface Claim {
  /** As the command line names it. */
  String name();

  /** One line, for a list of them all. */
  String title();

  /** The article's section. */
  String section();

  /** What it says, in our words. */
  String statement();

  /** Where it is loose, what is true instead, from the record of the day; empty where it is not. */
  default String note() {
    return "";
  }

  /** How it should come out; each of its criteria has an expected verdict of its own. */
  Verdict expected();

  /** Compiles, runs, compares. */
  Finding evaluate(Setting setting);
}
