package fastpath.lab.workshop;

import fastpath.emulator.machine.Outcome;

/**
 * One measured call of a fast path, with the state before and after it.
 *
 * @param needResched true if a reschedule was pending when the call began
 * @param outcome outcome of the call
 * @param digest digest of result and data after the call
 * @param wrongData number of data items that differ from the expected ones; 0 if the file has no
 *     {@code @check}
 * @param countBefore preempt_count before the call
 * @param countAfter preempt_count after the call
 * @param slowPathCalls number of entries into a slow path during the call
 * @param schedules number of slow path entries that rescheduled
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
