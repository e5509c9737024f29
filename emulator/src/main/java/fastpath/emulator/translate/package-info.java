/**
 * The translator: a just-in-time compiler from x86-64 to JVM bytecode. {@link
 * fastpath.emulator.translate.Translator} is the engine. It starts in the interpreter, runs hot
 * code as bytecode, and keeps state and counts equal to the interpreter's at every exit.
 *
 * <h2>Words</h2>
 *
 * <ul>
 *   <li>A <em>passage</em> is what is compiled at a time: basic blocks that have run before and are
 *       reached from one address, callees inlined. Other compilers say region or superblock; region
 *       is the kernel's word for code in which preemption is disabled. A passage is one method, so
 *       its loops stay inside and HotSpot can replace a running loop (OSR).
 *   <li>A passage is left by a <em>side exit</em>: to code that is not in it, to an instruction
 *       that the interpreter has to execute, or because the budget of instructions is spent, which
 *       is checked along each <em>back edge</em>. It is entered at its first block or at a <em>loop
 *       header</em>.
 *   <li>Status flags are <em>lazy</em>: the operands are kept, and the flags are computed when an
 *       instruction or a side exit needs them.
 *   <li>A <em>bounds check</em> precedes an access to the memory that its site accessed before. An
 *       access to any other memory is a <em>stray</em>.
 *   <li>An instruction that control has jumped to as often as the <em>hot threshold</em> gets a
 *       passage. The <em>compile queue</em> makes it while the guest runs on. It is compiled again
 *       if it strays or is too small.
 * </ul>
 *
 * <h2>The pipeline</h2>
 *
 * <p>{@code PassageCompiler.compile} is the pipeline, a line for each stage, and {@code disassemble
 * --stages} prints what each stage decided:
 *
 * <ol>
 *   <li><em>Control flow</em> ({@link fastpath.emulator.translate.passage.ControlFlow}): basic
 *       blocks, edges, back edges, loops. An edge without a target in the passage is a side exit.
 *   <li><em>Flag use</em> ({@link fastpath.emulator.translate.analysis.FlagLiveness}): which flags
 *       are computed with, which only a side exit shows, which are dead.
 *   <li><em>Unrolling</em> ({@link fastpath.emulator.translate.analysis.Unrolling}): how many
 *       copies of each loop body there are.
 *   <li><em>Bounds checks</em> ({@link fastpath.emulator.translate.analysis.BoundsChecks}): which
 *       accesses share a check.
 *   <li><em>Counters</em> ({@link fastpath.emulator.translate.analysis.CounterPlacement}): which
 *       blocks and edges have a counter.
 *   <li><em>Locals</em> ({@link fastpath.emulator.translate.gen.LocalVariables}): which local
 *       variable holds what.
 *   <li><em>Code</em> ({@link fastpath.emulator.translate.gen.PassageGenerator}): the class.
 * </ol>
 *
 * <p>Where the method is too large for HotSpot, the pipeline runs again with fewer copies, fewer
 * inlined callees, or fewer instructions ({@link fastpath.emulator.translate.passage.Limits}).
 *
 * <h2>Packages</h2>
 *
 * <p>{@code passage} holds the control flow, {@code analysis} what is decided on it, {@code run}
 * what is there while a passage runs, {@code gen} the code generator. Each uses those before it.
 *
 * <h2>What HotSpot needs</h2>
 *
 * <p>Speed depends on what HotSpot makes of a method:
 *
 * <ul>
 *   <li>A method must be small enough for both compilers, and each loop must have one entry.
 *   <li>Guest registers are local variables. Counters and memory are constants of the class, which
 *       take no register.
 *   <li>Compile time grows faster than the method. So a passage has few instructions at first, and
 *       the hot threshold grows with the number of passages.
 * </ul>
 */
package fastpath.emulator.translate;
