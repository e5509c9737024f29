/**
 * Checks that the results of a fast path do not depend on interrupts: each fast path is run once
 * for every place at which an interrupt can come, and its final state is examined.
 *
 * <p>Most of these runs are not executed from the entry to the end. A run starts from a snapshot at
 * the place of its last interrupt ({@code Places}). Three techniques shorten the rest of a run:
 *
 * <ul>
 *   <li>The runs for all places are made from the last place to the first ({@code Sweep}). A run is
 *       compared with earlier runs that reached the same position ({@code KnownRuns}), after an
 *       interrupt has returned and where the previous run stood. If memory agrees on all bytes that
 *       an earlier run read from the position on, the rest is known.
 *   <li>The effect of an interrupt is replayed from a summary ({@code Summaries}, {@link
 *       fastpath.emulator.Summarizer}), if its handler only copies the interrupted registers and
 *       nothing else depends on them.
 *   <li>Such an interrupt commutes with the instruction before it, if neither of the two stores
 *       bytes that the other loads or stores. Both orders then have the same result, and only one
 *       of them is executed.
 * </ul>
 *
 * <p>The reports count a run once its result is known, whether the run was executed from the entry,
 * executed in part, or not executed because an earlier run has the same result. Interrupts that are
 * taken at the same place are one run. The run without interrupts and the solo examination are not
 * counted.
 *
 * <p>{@code SharedPrefixTest} compares the results with those of runs that are executed from the
 * entry.
 */
package fastpath.lab.validate;
