package fastpath.lab.workshop;

import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.Preset;
import java.util.List;

/**
 * A host under a preset and a compiler: measured, or why not.
 *
 * @param clear the call with no reschedule wanted, which is what is measured; null if it failed
 * @param set the call with one wanted; null if it failed
 * @param measurement of {@code clear}; null if it failed
 * @param failure one line; null if it did not fail
 */
public record Cell(
    Host host,
    Preset preset,
    String compiler,
    Trial clear,
    Trial set,
    Measurement measurement,
    String failure) {

  static Cell measured(
      Host host, Preset preset, String compiler, Trial clear, Trial set, Measurement measurement) {
    return new Cell(host, preset, compiler, clear, set, measurement, null);
  }

  static Cell failed(Host host, Preset preset, String compiler, String failure) {
    return new Cell(host, preset, compiler, null, null, null, failure);
  }

  public boolean isMeasured() {
    return measurement != null;
  }

  /** Both calls. */
  public List<Trial> trials() {
    return isMeasured() ? List.of(clear, set) : List.of();
  }

  /** Where it stands in a table, for messages. */
  public String place() {
    return host.name() + " under " + preset.shortName() + " by " + compiler;
  }
}
