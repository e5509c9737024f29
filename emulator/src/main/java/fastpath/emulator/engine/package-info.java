/**
 * Engines execute micro-ops and count how often each instruction retires. {@link
 * fastpath.emulator.engine.Engine} is the interface, and {@link
 * fastpath.emulator.engine.Interpreter} is the reference with which the translator is compared.
 *
 * <p>The interpreter's steps: {@code Fetch} finds the instruction at rip, {@code CodeCache} keeps
 * the decoded and lifted instruction until its bytes change, {@code Flattener} encodes its
 * micro-ops as numbers in one array, and {@code MicroOps} executes them. {@code RepeatedExecution}
 * executes instructions with a rep prefix, whose iterations are counted separately.
 *
 * <p>A fault leaves the CPU's state as before the instruction. To make this possible, micro-ops are
 * ordered: accesses that can fault come before every change of a register. {@code PreciseFault}
 * then converts the fault of the access into the fault that the CPU reports for the instruction,
 * such as a stack fault, or a write fault for an operand that is modified.
 *
 * <p>{@code CallTracker} tracks which activation is running, so that the called function's own
 * instructions and stack bytes are counted separately from those of callees and interrupt handlers.
 */
package fastpath.emulator.engine;
