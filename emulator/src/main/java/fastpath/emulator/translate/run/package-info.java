/**
 * Run-time support for passages: {@link fastpath.emulator.translate.run.Passage} with its code and
 * counts, the {@link fastpath.emulator.translate.run.PassageRuntime} that generated code calls, the
 * reconstruction of all counts from few counters, and the verifier, which has the interpreter
 * repeat every run and compares.
 */
package fastpath.emulator.translate.run;
