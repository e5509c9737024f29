/**
 * Compares measured rows with limits and with a saved baseline, so that a regression of one
 * instruction can make a build fail.
 *
 * <p>A {@link fastpath.lab.gate.KeptRow} is the part of a measured row that is saved: the fields
 * that identify it ({@link fastpath.lab.gate.RowKey}), its counters, and its instructions by role.
 * A {@link fastpath.lab.gate.Baseline} is a text file of such rows, which a person can review in a
 * change. {@link fastpath.lab.gate.Gate} compares each row with each {@link
 * fastpath.lab.gate.Limit} and gives a {@link fastpath.lab.gate.LimitResult} for each pair, even if
 * the limit cannot be checked. {@link fastpath.lab.gate.GateReport} prints results as text,
 * Markdown, GitHub annotations and JUnit XML. {@link fastpath.lab.gate.CaseFile} reads the calls to
 * measure, with limits of their own, from a text file.
 */
package fastpath.lab.gate;
