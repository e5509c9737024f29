package fastpath.lab.claim;

/** Something that the article says, and the comparison that would show it. One file a claim. */
public interface Claim {
  /** As the command line names it. */
  String name();

  /** The article's section. */
  String section();

  /** What it says, in our words. */
  String statement();

  /** How it should come out. */
  Verdict expected();

  /** Compiles, runs, compares. */
  Finding evaluate(Setting setting);
}
