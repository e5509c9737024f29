/**
 * Holds measured rows against limits and against rows that were kept, so that a regression of one
 * instruction fails a build.
 *
 * <p>A {@link fastpath.lab.gate.KeptRow} is the part of a row that is kept: what tells it from
 * others ({@link fastpath.lab.gate.RowKey}), its counters, and its instructions by role. A {@link
 * fastpath.lab.gate.Baseline} is a text file of such rows, which a person can review in a change.
 * {@link fastpath.lab.gate.Gate} compares each row with each {@link fastpath.lab.gate.Limit} and
 * gives a {@link fastpath.lab.gate.LimitResult} for each pair, one that cannot be decided among
 * them. {@link fastpath.lab.gate.GateReport} prints results as text, Markdown, annotations of
 * GitHub and JUnit's XML.
 */
package fastpath.lab.gate;
