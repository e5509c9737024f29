package fastpath.lab.gate;

/**
 * The result of comparing a row with a limit.
 *
 * @param before the counter's value in the baseline; null if there is none
 * @param after the counter's measured value; null if it is not known
 * @param cause what the figure is made of, if the limit is exceeded: the roles that differ from the
 *     baseline, or all roles and the calls in the code without a baseline. "" if nothing is known
 */
public record LimitResult(
    RowKey row, Limit limit, Long before, Long after, Outcome outcome, String cause) {
  /** The outcome of the comparison. */
  public enum Outcome {
    WITHIN("within the limit"),
    EXCEEDED("over the limit"),
    /**
     * The counter's value is not known, in the measured row or in the baseline, so that the limit
     * cannot be checked.
     */
    UNKNOWN("not known"),
    /** The limit is a percentage, and the row is not in the baseline. */
    NOT_KEPT("not in the baseline");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** Returns the outcome in words. */
    public String text() {
      return text;
    }
  }

  /** True if the result makes the command fail: every outcome except {@code WITHIN} does. */
  public boolean fails() {
    return outcome != Outcome.WITHIN;
  }

  /**
   * Returns the result in one line: the row, the counter, both values, the limit, the outcome and
   * the cause.
   */
  public String text() {
    return row.text()
        + ": "
        + limit.counter()
        + " "
        + (before == null ? "" : before + " before, ")
        + (after == null ? "-" : after)
        + " now, limit "
        + limit.text()
        + ": "
        + outcome.text()
        + (cause.isEmpty() ? "" : " (" + cause + ")");
  }
}
