package fastpath.lab.workshop;

import fastpath.emulator.machine.Outcome;

/**
 * One measured call of a fast path and what the lab looked at around it.
 *
 * @param needResched whether a reschedule was wanted when the call began
 * @param outcome of the call
 * @param digest result and data afterwards, as one number
 * @param wrongData items of the data that are not what the call must leave; 0 if its file has no
 *     {@code @check}
 * @param countBefore preempt_count before the call
 * @param countAfter preempt_count after it
 * @param slowPathCalls entries into a slow path during the call
 * @param schedules how many of them rescheduled
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
