package fastpath.lab.validate;

import fastpath.kernelsrc.Model;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Region;

/**
 * When a reschedule that an interrupt requests must happen, by the symbols of a config. If no rule
 * applies, the request stays pending until the next tick, check or switch.
 *
 * @param onReturn an interrupt that comes while preemption is on reschedules on its return
 * @param onRegionEnd an interrupt that comes while preemption is off is followed by a reschedule at
 *     the end of the region
 * @param onUserAccess a pending reschedule happens before a user access
 * @param fromAfar another CPU sets the flag directly and sends no IPI
 */
public record Promise(
    boolean onReturn, boolean onRegionEnd, boolean onUserAccess, boolean fromAfar) {
  /** The rules of a config for threads that are not real-time. */
  public static Promise of(Preset preset) {
    boolean dynamic = preset.enabled("PREEMPT_DYNAMIC");
    boolean full = Model.of(preset) == Model.FULL;
    return new Promise(
        full,
        full && preset.reschedulesAt(Region.PREEMPT),
        !dynamic && preset.reschedulesAt(Region.USER),
        preset.enabled("NEED_RESCHED_FROM_AFAR"));
  }

  /** The rules in words, for reports. */
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
