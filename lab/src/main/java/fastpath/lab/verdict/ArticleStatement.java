package fastpath.lab.verdict;

/**
 * A statement of the article, in our words, and how it is decided here.
 *
 * @param section section of the article
 */
public record ArticleStatement(String section, String says, Answer answer) {
  /** How the statement is decided, or why it is not. */
  public sealed interface Answer {}

  /**
   * A claim's criterion decides the statement.
   *
   * @param claim name of the claim
   * @param criterion words of the criterion that no other criterion of the claim has
   */
  public record Decided(String claim, String criterion) implements Answer {}

  /** Nothing that runs here decides the statement; the reason is a sentence. */
  public record Untested(String reason) implements Answer {}

  /** A statement that a criterion decides. */
  public static ArticleStatement decided(
      String section, String says, String claim, String criterion) {
    return new ArticleStatement(section, says, new Decided(claim, criterion));
  }

  /** A statement that nothing decides. */
  public static ArticleStatement untested(String section, String says, String reason) {
    return new ArticleStatement(section, says, new Untested(reason));
  }
}
