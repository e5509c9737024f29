package fastpath.lab.verdict;

import fastpath.kernelsrc.Preset;

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

  /** How it should come out. */
  Verdict expected();

  /**
   * The broken twin of a variant: the same without that which the claim says makes the difference.
   * The verdict must turn, or it was not that which showed it.
   */
  Preset broken(Preset preset);

  /** Compiles, runs, compares. */
  Finding evaluate(Setting setting);
}
