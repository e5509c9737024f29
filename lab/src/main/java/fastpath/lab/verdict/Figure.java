package fastpath.lab.verdict;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The number that decides a criterion, with its bounds.
 *
 * @param value the measured number; null if it could not be measured
 * @param low the lower bound; null for none
 * @param high the upper bound; null for none
 * @param why the reason for the bounds, a sentence
 */
public record Figure(Double value, Double low, Double high, String why) {

  /** Returns a number that must be at least {@code low}. */
  public static Figure atLeast(double low, OptionalDouble value, String why) {
    return new Figure(orNull(value), low, null, why);
  }

  /** Returns a number that must be at most {@code high}. */
  public static Figure atMost(double high, OptionalDouble value, String why) {
    return new Figure(orNull(value), null, high, why);
  }

  private static Double orNull(OptionalDouble value) {
    return value.isEmpty() || Double.isNaN(value.getAsDouble()) ? null : value.getAsDouble();
  }

  /** True if the number was measured and is within its bounds. */
  public boolean fits() {
    return value != null && (low == null || value >= low) && (high == null || value <= high);
  }

  /** Returns the bounds in words. */
  public String bounds() {
    String least = low == null ? "" : "at least " + number(low);
    String most = high == null ? "" : "at most " + number(high);
    return least + (low == null || high == null ? "" : ", ") + most;
  }

  /** Returns the number as tables show it; a dash if the number could not be measured. */
  public String shown() {
    return value == null ? "-" : number(value);
  }

  private static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, format, value + 0.0);
  }
}
