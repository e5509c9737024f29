package fastpath.lab.cli;

import fastpath.lab.silicon.CallTime;
import fastpath.lab.workshop.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A measured call of a fast path.
 *
 * @param time the time of the call on the host CPU; empty without {@code --time}
 */
record TimedMeasurement(Measurement measurement, Optional<CallTime> time) {
  TimedMeasurement taking(CallTime nanos) {
    return new TimedMeasurement(measurement, Optional.of(nanos));
  }

  /** Returns an item of {@code measurements} in the output of {@code reproduce --json}. */
  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>(measurement.json());
    time.ifPresent(t -> fields.put("time", t.json()));
    return fields;
  }
}
