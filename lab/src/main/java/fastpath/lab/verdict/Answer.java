package fastpath.lab.verdict;

/** What one case of a criterion came to. */
public sealed interface Answer {
  /** It was measured, and shows what the criterion says or does not. */
  record Seen(boolean shows) implements Answer {}

  /** The criterion cannot be put to it, as was known before anything was run. */
  record NotApplicable(String reason) implements Answer {}

  /** The criterion is about it, but what was measured does not qualify: a problem. */
  record Unfit(String reason) implements Answer {}

  /** There is no measurement: a problem. */
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
