package fastpath.lab.verdict;

/**
 * Something that the article says, in our words, and what becomes of it here.
 *
 * @param section the article's
 */
public record ArticleStatement(String section, String says, Answer answer) {
  /** How it is decided, or why not. */
  public sealed interface Answer {}

  /**
   * By a claim's criterion.
   *
   * @param claim by name
   * @param criterion a part of its words that no other criterion of the claim has
   */
  public record Decided(String claim, String criterion) implements Answer {}

  /** By nothing that runs here, and the reason: a sentence. */
  public record Untested(String reason) implements Answer {}

  /** One that a criterion decides. */
  public static ArticleStatement decided(
      String section, String says, String claim, String criterion) {
    return new ArticleStatement(section, says, new Decided(claim, criterion));
  }

  /** One that nothing decides. */
  public static ArticleStatement untested(String section, String says, String reason) {
    return new ArticleStatement(section, says, new Untested(reason));
  }
}
