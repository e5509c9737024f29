/**
 * An x86-64 emulator that counts the instructions and memory accesses of a call. A {@link
 * fastpath.emulator.Machine} is a CPU in kernel mode with an image loaded. It calls a function, and
 * the {@link fastpath.emulator.machine.Outcome} has the function's value, or the fault or other
 * reason why the call ended, and the {@link fastpath.emulator.count.Counters}. Counts are exact:
 * every engine gives the same counts, and so does the host CPU.
 *
 * <h2>From a file to counts</h2>
 *
 * <pre>
 * ELF files --image.Linker--> Image --Machine--> Memory, Cpu
 *                                                   |
 *      code bytes --isa.Decoder--> Form, Insn --isa.Lifter--> Uop (micro-ops)
 *                                                   |
 *               +-----------------------------------+--------------------------+
 *   engine.Interpreter (reference)   translate.Translator (JVM bytecode)  explore.Explorer
 *               |                                   |                     (many CPUs, all orders)
 *               +----> engine.Executed: how often each instruction retired
 *                                                   |
 *      count.Profile: instructions, loads, stores, calls, branches by function
 *      frames.Frames: which instructions make a frame;  debug: source lines and inlining
 * </pre>
 *
 * <p>An instruction's semantics are written once, as micro-ops, and arithmetic is written once, in
 * {@link fastpath.emulator.isa.Fn}. The three engines execute micro-ops only. An engine counts how
 * often each instruction retires; every other count is computed from these numbers.
 *
 * <h2>Packages</h2>
 *
 * <ul>
 *   <li>{@code isa}: the instruction table; decoder, encoder, assembler syntax and listing.
 *   <li>{@code machine}: memory, registers, faults, interrupts. {@code snapshot}: saving and
 *       restoring memory.
 *   <li>{@code engine}, {@code translate}, {@code explore}: the engines.
 *   <li>{@code image}, {@code elf}: object files, linking, images of a few lines of assembly.
 *       {@code debug}, {@code dwarf}: call frame information, lines and inline records.
 *   <li>{@code count}, {@code frames}, {@code dataflow}: the executed instructions, and what they
 *       were executed for.
 *   <li>{@code graph}: algorithms on graphs. {@code listing}: disassembly.
 * </ul>
 *
 * <p>The emulator does not depend on C or on a kernel. Of a kernel's tables ({@link
 * fastpath.emulator.ExceptionTable}, {@link fastpath.emulator.BugTable}) it knows only the format.
 */
package fastpath.emulator;
