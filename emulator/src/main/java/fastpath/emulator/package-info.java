/**
 * An x86-64 emulator that counts. {@link fastpath.emulator.Machine} is a CPU in kernel mode with an
 * image loaded: it calls a function, and the {@link fastpath.emulator.machine.Outcome} has the
 * value, the fault or other reason to stop, and the {@link fastpath.emulator.count.Counters}.
 * Counts are exact, and the same on every engine and on the host CPU.
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
 * <p>An instruction's meaning is written once, as micro-ops; arithmetic is written once, in {@link
 * fastpath.emulator.isa.Fn}. The three engines consume micro-ops only. An engine counts how often
 * each instruction retires; every other count follows from that.
 *
 * <h2>Packages</h2>
 *
 * <ul>
 *   <li>{@code isa}: the instruction table; decoder, encoder, assembler syntax and listing.
 *   <li>{@code machine}: memory, registers, faults, interrupts. {@code snapshot}: save and restore.
 *   <li>{@code engine}, {@code translate}, {@code explore}: the engines.
 *   <li>{@code image}, {@code elf}: object files, linking. {@code debug}, {@code dwarf}: call frame
 *       information, lines and inline records.
 *   <li>{@code count}, {@code frames}, {@code dataflow}: what was executed, and what it was for.
 *   <li>{@code graph}: algorithms on graphs. {@code listing}: disassembly.
 * </ul>
 *
 * <p>The emulator knows nothing of C or kernels. What it has of a kernel's tables ({@link
 * fastpath.emulator.ExceptionTable}, {@link fastpath.emulator.BugTable}) is their format.
 */
package fastpath.emulator;
