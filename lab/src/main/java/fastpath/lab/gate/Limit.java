package fastpath.lab.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * An upper limit on the value of a counter.
 *
 * @param counter one of {@link KeptRow#COUNTERS}
 * @param most the limit itself, or the allowed rise above the baseline's value in percent
 * @param relative true if {@code most} is a percentage
 */
public record Limit(String counter, BigDecimal most, boolean relative) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The limits that apply to a baseline if the user gives none: these counters may not rise. */
  public static final List<Limit> NO_RISE =
      List.of(noRise("instructions"), noRise("pushes"), noRise("stackBytes"));

  private static Limit noRise(String counter) {
    return new Limit(counter, BigDecimal.ZERO, true);
  }

  /** The limit under which the compiler has a leaf: no call or jump to another function. */
  public static final Limit LEAF = parse("callsInCode=0");

  /**
   * Parses a limit of the form {@code COUNTER=N} or {@code COUNTER=+P%}.
   *
   * @throws IllegalArgumentException with a message that describes the error in the text
   */
  public static Limit parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(text + ": COUNTER=N or COUNTER=+P%");
    }
    String counter = text.substring(0, equals);
    if (!KeptRow.COUNTERS.contains(counter)) {
      throw new IllegalArgumentException(
          counter + " is no counter; they are " + String.join(", ", KeptRow.COUNTERS));
    }
    String number = text.substring(equals + 1);
    boolean relative = number.startsWith("+") && number.endsWith("%");
    String digits = relative ? number.substring(1, number.length() - 1) : number;
    if (!digits.matches(relative ? "\\d{1,6}(\\.\\d{1,6})?" : "\\d{1,18}")) {
      throw new IllegalArgumentException(
          text + ": a whole number, or a percentage with + before it and % behind it");
    }
    return new Limit(counter, new BigDecimal(digits), relative);
  }

  /** Returns the highest value that the limit allows, given the counter's value in the baseline. */
  long allows(long before) {
    return relative
        ? BigDecimal.valueOf(before)
            .multiply(HUNDRED.add(most))
            .divide(HUNDRED, 0, RoundingMode.FLOOR)
            .longValue()
        : most.longValue();
  }

  /** Returns the limit as the user types it, without the counter. */
  public String text() {
    return relative ? "+" + most.toPlainString() + "%" : most.toPlainString();
  }
}
