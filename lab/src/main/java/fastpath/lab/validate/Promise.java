package fastpath.lab.validate;

import fastpath.kernelsrc.Model;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Region;

/**
 * When a reschedule that an interrupt makes wanted has to happen, as the symbols of a config have
 * it. Where neither holds it stays wanted until the next tick, check or switch.
 *
 * @param onReturn an interrupt that finds preemption on reschedules on its way back
 * @param onRegionEnd one that finds it off is followed by the reschedule at the end of the region
 * @param onUserAccess so does a user access, before it begins
 * @param fromAfar another CPU sets the flag where it is tested, and sends no IPI
 */
public record Promise(
    boolean onReturn, boolean onRegionEnd, boolean onUserAccess, boolean fromAfar) {
  /** What a config promises for threads that are not real-time. */
  public static Promise of(Preset preset) {
    boolean dynamic = preset.enabled("PREEMPT_DYNAMIC");
    boolean full = Model.of(preset) == Model.FULL;
    return new Promise(
        full,
        full && preset.reschedulesAt(Region.PREEMPT),
        !dynamic && preset.reschedulesAt(Region.USER),
        preset.enabled("NEED_RESCHED_FROM_AFAR"));
  }

  /** In words, for reports. */
  public String says() {
    if (onRegionEnd) {
      return "at an interrupt's return, or where the region ends";
    }
    if (onReturn) {
      return "at an interrupt's return; one wanted inside a region waits";
    }
    return onUserAccess ? "at the next user access" : "at the next tick, check or switch";
  }
}
