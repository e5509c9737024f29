package fastpath.lab.silicon;

import java.util.LinkedHashMap;
import java.util.Map;

/** The time of a call on the host CPU, or the reason why there is none. */
public sealed interface CallTime {
  /** Returns the field {@code time} of a row's JSON document. */
  Map<String, Object> json();

  /**
   * The time of a call, in nanoseconds. The time of a call of an empty function is subtracted, so
   * that a time near 0 may be negative on a busy machine.
   *
   * @param median the median of the means of all rounds
   * @param low the lowest mean of a round
   * @param high the highest mean of a round
   * @param calls the number of timed calls in all rounds
   */
  record Timed(double median, double low, double high, long calls) implements CallTime {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("median", median);
      fields.put("low", low);
      fields.put("high", high);
      fields.put("calls", calls);
      return fields;
    }
  }

  /** The host CPU cannot run the function. */
  record Untimed(String notRun) implements CallTime {
    @Override
    public Map<String, Object> json() {
      return Map.of("notRun", notRun);
    }
  }
}
