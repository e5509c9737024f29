package fastpath.lab.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The most that a counter may be.
 *
 * @param counter one of {@link KeptRow#COUNTERS}
 * @param most the number itself, or how many percent above the kept row it may be
 * @param relative whether {@code most} is a percentage
 */
public record Limit(String counter, BigDecimal most, boolean relative) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What a baseline allows where no limit is given: no rise of any of these. */
  public static final List<Limit> NO_RISE =
      List.of(parse("instructions=+0%"), parse("pushes=+0%"), parse("stackBytes=+0%"));

  /**
   * Reads {@code COUNTER=N} or {@code COUNTER=+P%}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
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

  /** The highest count that is allowed, of one that was so much before. */
  long allows(long before) {
    return relative
        ? BigDecimal.valueOf(before)
            .multiply(HUNDRED.add(most))
            .divide(HUNDRED, 0, RoundingMode.FLOOR)
            .longValue()
        : most.longValue();
  }

  /** The limit as it is typed, without the counter. */
  public String text() {
    return relative ? "+" + most.toPlainString() + "%" : most.toPlainString();
  }
}
