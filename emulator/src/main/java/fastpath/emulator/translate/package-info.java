/**
 * The translator: a just-in-time compiler from x86-64 to JVM bytecode. {@link
 * fastpath.emulator.translate.Translator} is the engine. The engine starts in the interpreter, runs
 * hot code as bytecode, and keeps state and counts equal to the interpreter's at every exit.
 *
 * <h2>Terms</h2>
 *
 * <ul>
 *   <li>A <em>passage</em> is the unit of compilation: basic blocks that have run before and are
 *       reached from one address, with callees inlined. Other compilers call this a region or
 *       superblock; in the kernel, region is the term for code in which preemption is disabled. A
 *       passage is one method, so its loops stay inside the method and HotSpot can replace a
 *       running loop (OSR).
 *   <li>The <em>called function</em> is the function passed to {@code Engine.begin}. The called
 *       function's <em>own</em> code is the code that runs in its own activation; callees and
 *       interrupt handlers are not own code. Counts and stack depths of own code are kept apart
 *       from those of other code, so a passage is compiled for one of the two, and an own passage
 *       for one called function.
 *   <li>An <em>entry point</em> is a block at which a passage can be entered: its first block or a
 *       <em>loop header</em>.
 *   <li>The <em>budget</em> is the number of instructions that may still retire in the current run
 *       of a passage. Each block subtracts its number of instructions. The budget is checked along
 *       each <em>back edge</em>, and only there, against the longest path to the next check.
 *   <li>A <em>side exit</em> is a point at which a passage is left.
 *   <li>Status flags are <em>lazy</em>: the operands are kept, and the flags are computed only when
 *       an instruction or a side exit needs them. To <em>materialise</em> flags is to compute lazy
 *       flags into the local variable that holds RFLAGS.
 *   <li>Each load or store speculates that it accesses the mapping that it last accessed in the
 *       interpreter. The <em>bounds check</em> guards that speculation; when the check fails, the
 *       access takes the slow path and is counted as a <em>stray</em>.
 *   <li>A <em>group</em> is a set of accesses of a block that share one bounds check. When the
 *       check of a group fails, the passage is left.
 *   <li>A passage is compiled for an instruction once control has jumped to the instruction as
 *       often as the <em>hot threshold</em>. The <em>compile queue</em> compiles the passage while
 *       the guest runs on.
 * </ul>
 *
 * <h2>A run of a passage</h2>
 *
 * <p>The interpreter calls {@code Translator.arrive} when control has jumped to an instruction.
 * {@code PassageManager.findOrOrder} returns the passage that begins there, or counts the jump and
 * orders a passage when the instruction is hot. {@code Translator.run} sets the budget, runs the
 * method, and hands the counts and the next guest address to the interpreter. What comes next
 * depends on the side exit:
 *
 * <ul>
 *   <li>After a budget exit, the same passage is entered again at the loop header.
 *   <li>After an exit to an instruction that the interpreter has to execute, the interpreter
 *       executes that instruction, and asks for a passage at the next one.
 *   <li>After any other exit, the passage at the target is run; if no passage begins at the target,
 *       the interpreter goes on.
 * </ul>
 *
 * <p>The interpreter also goes on when its own limit leaves fewer instructions than the longest
 * path to the next budget check. A passage is dropped when {@code Passage.isValid} finds that its
 * code or a mapping has changed, or when its accesses stray often. A passage is replaced by a
 * larger one when it reached its limit on instructions and is entered too often.
 *
 * <h2>Side exits</h2>
 *
 * <p>A side exit corresponds to a deoptimisation: its stub and the end of the method store
 * registers, flags and counters, so that the interpreter can go on at a guest instruction. No other
 * state has to be rebuilt. {@code ColdCode.write} writes the stubs.
 *
 * <table>
 * <caption>Causes of side exits</caption>
 * <tr><th>Cause</th><th>Decided</th><th>Method</th></tr>
 * <tr><td>the target has not run, exceeds the limits, or is not inlined</td>
 * <td>when the passage is compiled</td><td>{@code BlockFinder.edge}</td></tr>
 * <tr><td>the next instruction is not translated</td>
 * <td>when the passage is compiled</td>
 * <td>{@code BlockFinder.fill}, {@code Translatable.covers}</td></tr>
 * <tr><td>the budget left does not cover the longest path to the next check</td>
 * <td>along a back edge</td><td>{@code BlockCode.follow}</td></tr>
 * <tr><td>an access faults or may change code, the check of a group fails, a division faults, or
 * a target is not canonical</td>
 * <td>in an instruction, which the interpreter executes from its beginning</td>
 * <td>{@code InstructionCode.fails}</td></tr>
 * <tr><td>a return does not match the inlined call</td>
 * <td>before the return</td><td>{@code CallTrackingCode.guardReturn}</td></tr>
 * <tr><td>an indirect jump or call goes to a target that is not in the passage; or a return
 * leaves the code in which the passage begins</td>
 * <td>after the instruction</td><td>{@code IndirectCode.exitTo}</td></tr>
 * </table>
 *
 * <h2>The pipeline</h2>
 *
 * <p>{@code PassageCompiler.compile} is the pipeline, with one line of code for each stage; {@code
 * disassemble --stages} prints what each stage decided:
 *
 * <ol>
 *   <li><em>Control flow</em> ({@link fastpath.emulator.translate.passage.ControlFlow}): basic
 *       blocks, edges, back edges, loops. An edge without a target block in the passage is a side
 *       exit.
 *   <li><em>Flag use</em> ({@link fastpath.emulator.translate.analysis.FlagLiveness}): which flags
 *       instructions compute with, which flags only a side exit shows, and which flags are dead.
 *   <li><em>Unrolling</em> ({@link fastpath.emulator.translate.analysis.Unrolling}): how many
 *       copies of each loop body are generated.
 *   <li><em>Bounds checks</em> ({@link fastpath.emulator.translate.analysis.BoundsChecks}): which
 *       accesses share a check.
 *   <li><em>Counters</em> ({@link fastpath.emulator.translate.analysis.CounterPlacement}): which
 *       blocks and edges have a counter.
 *   <li><em>Locals</em> ({@link fastpath.emulator.translate.gen.LocalVariables}): what each local
 *       variable holds.
 *   <li><em>Code</em> ({@link fastpath.emulator.translate.gen.PassageGenerator}): generation of the
 *       class.
 * </ol>
 *
 * <p>Where the method is too large for HotSpot, the pipeline runs again with fewer copies of loops,
 * fewer inlined callees, or fewer instructions; {@link
 * fastpath.emulator.translate.passage.Limits#attempts} gives the order.
 *
 * <h2>Packages</h2>
 *
 * <p>{@code passage} contains the control flow, {@code analysis} the decisions made on the control
 * flow, {@code run} the run-time support for passages, {@code gen} the code generator. Each of
 * these packages uses only packages named before it.
 *
 * <h2>What HotSpot needs</h2>
 *
 * <p>The speed of a passage depends on how well HotSpot compiles its method:
 *
 * <ul>
 *   <li>A method must be small enough for both compilers, and each loop must have one entry.
 *   <li>Guest registers are local variables. Counters and memory are constants of the class, and so
 *       occupy no register.
 *   <li>HotSpot's compile time grows faster than the size of the method. Therefore a passage has
 *       few instructions at first, and the hot threshold grows with the number of orders,
 *       recompilations included.
 * </ul>
 */
package fastpath.emulator.translate;
