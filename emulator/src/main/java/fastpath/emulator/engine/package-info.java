/**
 * Engines execute micro-ops and count how often each instruction retires. {@link
 * fastpath.emulator.engine.Engine} is the interface, and {@link
 * fastpath.emulator.engine.Interpreter} the reference that the translator is compared with.
 *
 * <p>The interpreter's steps: {@code Fetch} finds the instruction at rip, {@code CodeCache} keeps
 * it decoded and lifted until its bytes change, {@code Flattener} has its micro-ops as numbers in
 * one array, and {@code MicroOps} executes them. {@code RepeatedExecution} handles rep prefixes, of
 * which each iteration is counted apart.
 *
 * <p>A fault leaves the state as before the instruction. Micro-ops are ordered for this: accesses
 * that can fault come before every change of a register. {@code PreciseFault} then makes of an
 * access's fault what the CPU reports for that instruction: a stack fault, or a write where it
 * modifies.
 *
 * <p>{@code CallTracker} knows which activation is running, so that the called function's own
 * instructions and stack bytes are counted apart from those of callees and interrupt handlers.
 */
package fastpath.emulator.engine;
