/**
 * The lab: the claims of the article, the measurements, and the command line. {@link
 * fastpath.lab.Main} is the entry point that the launcher calls.
 *
 * <h2>From a command to a verdict</h2>
 *
 * <pre>
 * cli        options and files; one class for each command
 *   |
 * workshop   compiles a fast path under a preset (codegen), links and calls it (emulator),
 *   |        attributes instructions to functions and roles: a Cell; all of them: a Grid
 *   +-- role       what each instruction is for, from the data flow
 *   +-- vmlinux, btf, boot   kernels as distributions ship them
 *   +-- compare    two measured calls side by side, the difference by cause
 *   +-- blame      what a call costs the path taken: the function compiled without it
 *   +-- gate       rows held against limits and against rows that were kept
 *   +-- validate   interrupts at each instruction; balance; lost wake-ups
 *   +-- litmus     every outcome of several CPUs
 *   +-- silicon    the same bytes on the host CPU
 *   |
 * verdict    Claim, Criterion, Quantifier, Twin, Verdict: what is decided, and how
 * evidence   comparisons that several claims share
 * claim      one class for each claim of the article
 *   |
 * table      what is printed; text: tables, JSON, wrapping; usage: completion, manual pages
 * page       what a browser shows: components for the JSON, in one file; serve: as a live page
 * </pre>
 *
 * <p>{@code ArchitectureTest} lists which packages a package may use; for example, a verdict does
 * not depend on how it is printed. Commands keep nothing between runs, except for the values that
 * {@code cache} keeps by the content that they are made from.
 */
package fastpath.lab;
