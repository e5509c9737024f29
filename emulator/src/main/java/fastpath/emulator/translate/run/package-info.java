/**
 * Run-time support for passages: {@link fastpath.emulator.translate.run.Passage} with its code and
 * counts, and the {@link fastpath.emulator.translate.run.PassageRuntime} that generated code calls.
 * {@code ExecutionCounts} computes all counts from few counters. {@code Verifier} has the
 * interpreter repeat every run of a passage and compares the results.
 */
package fastpath.emulator.translate.run;
