package fastpath.lab.verdict;

/** The answer of one case of a criterion. */
public sealed interface Answer {
  /** The case was measured, and shows what the criterion says or does not. */
  record Seen(boolean shows) implements Answer {}

  /** The criterion does not apply to the case, as was known before anything was run. */
  record NotApplicable(String reason) implements Answer {}

  /**
   * The criterion applies to the case, but the measured code does not qualify. This is a problem.
   */
  record Unfit(String reason) implements Answer {}

  /** The case has no measurement. This is a problem. */
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
