package fastpath.lab.workshop;

import fastpath.emulator.machine.Outcome;

/**
 * One measured call of a fast path, with the state before and after it.
 *
 * @param needResched true if a reschedule was pending when the call began
 * @param outcome of the call
 * @param digest result and data after the call, as one number
 * @param wrongData number of items of the data that are not as the call must leave them; 0 if the
 *     file has no {@code @check}
 * @param countBefore preempt_count before the call
 * @param countAfter preempt_count after it
 * @param slowPathCalls number of entries into a slow path during the call
 * @param schedules number of these that rescheduled
 */
public record Trial(
    boolean needResched,
    Outcome outcome,
    long digest,
    long wrongData,
    int countBefore,
    int countAfter,
    long slowPathCalls,
    long schedules) {}
