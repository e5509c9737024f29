package fastpath.lab.validate;

import fastpath.kernelsrc.Model;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Region;

/**
 * The rules that say when a reschedule that an interrupt requests must happen; they depend on the
 * symbols of a config. If no rule applies, the request stays pending until the next timer tick,
 * voluntary check or context switch.
 *
 * @param onReturn an interrupt that comes while preemption is on reschedules on its return
 * @param onRegionEnd an interrupt that comes while preemption is off is followed by a reschedule at
 *     the end of the preempt-disabled region
 * @param onUserAccess a pending reschedule happens before a user access
 * @param fromAfar another CPU sets the reschedule flag directly and sends no IPI
 */
public record Promise(
    boolean onReturn, boolean onRegionEnd, boolean onUserAccess, boolean fromAfar) {
  /** Returns the rules of a config, for threads that are not real-time. */
  public static Promise of(Preset preset) {
    boolean dynamic = preset.enabled("PREEMPT_DYNAMIC");
    boolean full = Model.of(preset) == Model.FULL;
    return new Promise(
        full,
        full && preset.reschedulesAt(Region.PREEMPT),
        !dynamic && preset.reschedulesAt(Region.USER),
        preset.enabled("NEED_RESCHED_FROM_AFAR"));
  }

  /** Returns the rules in words, for reports. */
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
