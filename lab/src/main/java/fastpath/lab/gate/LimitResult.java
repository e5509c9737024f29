package fastpath.lab.gate;

/**
 * A row held against a limit.
 *
 * @param before the counter in the row that was kept; null if there is none
 * @param after the counter now; null if it is not known
 * @param cause by which roles the instructions differ from the kept row's, where the limit is
 *     exceeded; else, and if they do not or either row has no roles, ""
 */
public record LimitResult(
    RowKey row, Limit limit, Long before, Long after, Outcome outcome, String cause) {
  /** What came out. */
  public enum Outcome {
    WITHIN("within the limit"),
    EXCEEDED("over the limit"),
    /** A counter that is not known, now or in the kept row: nothing says that it is within. */
    UNKNOWN("not known"),
    /** A percentage of a row that was not kept. */
    NOT_KEPT("not in the baseline");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** Whether it fails the command: all but what is within its limit. */
  public boolean fails() {
    return outcome != Outcome.WITHIN;
  }

  /** One line: the row, the counter, both figures, the limit, what came out and why. */
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
