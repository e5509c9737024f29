package fastpath.lab.verdict;

/**
 * A statement of the article, in the lab's words, and how the lab decides it.
 *
 * @param section title of the article's section
 */
public record ArticleStatement(String section, String says, Answer answer) {
  /** The way in which a statement is decided, or the reason why it is not decided. */
  public sealed interface Answer {}

  /**
   * A claim's criterion decides the statement.
   *
   * @param claim name of the claim
   * @param criterion words of the criterion that no other criterion of the claim has
   */
  public record Decided(String claim, String criterion) implements Answer {}

  /** No criterion of the lab decides the statement; the reason is a sentence. */
  public record Untested(String reason) implements Answer {}

  /** Returns a statement that a criterion decides. */
  public static ArticleStatement decided(
      String section, String says, String claim, String criterion) {
    return new ArticleStatement(section, says, new Decided(claim, criterion));
  }

  /** Returns a statement that no criterion decides. */
  public static ArticleStatement untested(String section, String says, String reason) {
    return new ArticleStatement(section, says, new Untested(reason));
  }
}
