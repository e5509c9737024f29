package fastpath.lab.verdict;

/** The answer of one case of a criterion. */
public sealed interface Answer {
  /** An answer that was measured: the case shows what the criterion says, or does not. */
  record Seen(boolean shows) implements Answer {}

  /**
   * The answer of a case that the criterion does not apply to, which was known before anything was
   * run.
   */
  record NotApplicable(String reason) implements Answer {}

  /**
   * The answer of a case that the criterion applies to, but whose measured code does not qualify. A
   * report lists this answer as a problem.
   */
  record Unfit(String reason) implements Answer {}

  /** The answer of a case that has no measurement. A report lists this answer as a problem. */
  record Missing() implements Answer {}

  static Answer of(boolean shows) {
    return new Seen(shows);
  }

  static Answer notApplicable(String reason) {
    return new NotApplicable(reason);
  }

  static Answer unfit(String reason) {
    return new Unfit(reason);
  }

  static Answer missing() {
    return new Missing();
  }
}
